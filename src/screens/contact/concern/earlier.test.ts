import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answered, coding, group } from '../../../../test/differential/fixtures';
import { fieldsOf } from '../../../form/field';
import { loadTexts } from '../../../texts/texts';
import { told } from './earlier';

const FIELDS = fieldsOf(
  JSON.parse(readFileSync('fhir-resources/Questionnaire/kindreflex-4-concern.json', 'utf8')),
  'nl',
);

test('of a child that was heard is told which child and whether it gave permission, not its own words', async () => {
  const figure = FIELDS.find(({ linkId }) => linkId === 's4.sleutel');
  const child = answered({
    's4.sleutel.wie': { reference: 'RelatedPerson/emma', display: 'Emma Janssens' },
    's4.sleutel.vanaf12': true,
    's4.sleutel.toestemming': coding('given'),
    's4.sleutel.woorden': 'ik slaap slecht',
  });
  const [answer] = group({
    ...answered({ 's4.sleutel.relatie': coding('child'), 's4.sleutel.op': '2026-11-20' }),
    's4.sleutel.kind': group(child),
  });
  if (!figure || !answer) throw new Error('Step 4 asks who was heard');
  const text = told(figure, answer, await loadTexts('nl'));
  expect(text).toContain('Emma Janssens');
  expect(text).toContain('20/11/2026');
  expect(text).toMatch(/Emma Janssens · \S/);
  expect(text).not.toContain('slaap');
});
