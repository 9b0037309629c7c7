import { expect, test } from 'vitest';
import type { IntendedWrite } from '../../record/intended';
import { loadSavingTexts } from '../../texts/saving-texts';
import type { Language } from '../../texts/texts';
import { countText } from './counts';

const writes = (...kinds: readonly IntendedWrite['kind'][]) => kinds.map((kind) => ({ kind }));
const three = writes(
  'create-child',
  'create-child',
  'create-entry',
  'create-entry',
  'create-entry',
  'create-provenance',
);
const one = writes('create-entry', 'create-child', 'merge-child', 'create-document');

test.each<[Language, string, string]>([
  ['nl', '3 registraties, 2 nieuwe kinderen', '1 registratie, 1 nieuw kind, 1 kind aangevuld, 1 document erbij'],
  [
    'fr',
    '3 enregistrements, 2 nouveaux enfants',
    '1 enregistrement, 1 nouvel enfant, 1 enfant complété, 1 document ajouté',
  ],
  ['en', '3 entries, 2 new children', '1 entry, 1 new child, 1 child completed, 1 document added'],
])('what is saved is counted in %s, one and more', async (language, more, single) => {
  const saving = await loadSavingTexts(language);
  expect(countText(three, language, saving)).toBe(more);
  expect(countText(one, language, saving)).toBe(single);
});

test('only who wrote it: nothing to count', async () => {
  expect(countText(writes('create-provenance'), 'nl', await loadSavingTexts('nl'))).toBe('');
});
