import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect } from 'vitest';
import { asked } from '../../src/plan/asked';
import { STEPS } from '../../src/plan/entry';
import { foldPlan } from '../../src/plan/fold';
import { openPoints } from '../../src/plan/open-points';
import { nextDate, stepState } from '../../src/plan/step-state';
import { answersOf, startContact } from '../../src/record/contact';
import { duplicatesIn } from '../../src/record/duplicates';
import { loaded } from '../../src/record/loaded';
import { withUuids } from '../../src/record/own-uuids';
import { planOf } from '../../src/record/plan-of';
import { snapshotOf } from '../../src/record/snapshot-for-tests';
import { patientSummary } from '../../src/record/summaries';
import { writePlan } from '../../src/record/write-plan';
import { AnswerList, UnknownItems } from '../../src/screens/answer-list';
import { AskedLine } from '../../src/screens/asked-line';
import { ChildrenList } from '../../src/screens/children-list';
import { OpenPoints } from '../../src/screens/open-points';
import { PatientBanner } from '../../src/screens/patient-banner';
import { savingTexts } from '../../src/screens/saving-texts';
import { StepPath } from '../../src/screens/step-path';
import { parseScopes } from '../../src/session/scopes';
import { parseSiteConfig } from '../../src/session/site-config';
import { nl } from '../../src/texts/nl';
import { TextsContext, translateWith } from '../../src/texts/texts';
import { FIELDS } from '../differential/questionnaires';
import { property, quietConsole } from './property';
import { letThrough } from './samples';

quietConsole();

const TODAY = '2026-11-25';
const texts = { language: 'nl', t: translateWith(nl), colon: ': ' } as const;
const read = parseSiteConfig({
  issuers: [{ iss: 'https://ehr.example/fhir', clientId: 'k' }],
  documents: { notes: true, portalWithholds: true },
});
if (!read.ok) throw new Error('The site configuration of this test is wrong');
const site = read.value;

// React waits for a promise whose outcome it does not know, also where it draws at once.
const words = savingTexts('nl');
Object.assign(words, { status: 'fulfilled', value: await words });

const list = <K extends 'RelatedPerson' | 'QuestionnaireResponse'>(type: K) =>
  fc.array(letThrough(type), { maxLength: 4 });

const snapshot = fc
  .tuple(list('RelatedPerson'), list('QuestionnaireResponse'), letThrough('Patient'))
  .map(([persons, responses, patient]) => ({
    ...snapshotOf(persons, responses, 'IMP'),
    patient: loaded(patientSummary(patient, 'a')),
  }));

property('what came through is folded and judged without a throw, whatever the order', 800, snapshot, (now) => {
  const plan = planOf(now);
  const { entries, relatedPersons } = now;
  if (entries.state === 'loaded' && relatedPersons.state === 'loaded') {
    const turned = [entries.value.entries.toReversed(), relatedPersons.value.persons.toReversed()] as const;
    expect(isDeepStrictEqual(foldPlan(...turned, plan.reading), plan)).toBe(true);
    duplicatesIn(relatedPersons.value.persons);
  }
  expect(asked(plan, TODAY, { validForDays: 365, labelled: [2, 4, 5, 6] }).state).toMatch(/^[a-z-]+$/);
  for (const step of STEPS) expect(stepState(plan, step, TODAY, [2])).toMatch(/^[a-z-]+$/);
  openPoints(plan, TODAY);
  expect(nextDate(plan) ?? TODAY).toMatch(/^\d{4}/);
  return plan.entries.length + plan.children.length > 0;
});

property('a contact over it is planned without a throw, and each write is about this client', 500, snapshot, (now) => {
  const draft = withUuids(startContact(now, { patient: 'a', today: TODAY }), () => crypto.randomUUID());
  const first = answersOf(draft, 1);
  const outcome = { system: 'https://w3id.org/kindreflex/CodeSystem/kindreflex-answer', code: 'held' };
  const plan = writePlan({
    draft,
    answers: {
      1: { ...first, 's1.uitkomst': [outcome] },
      4: { 's4.besluit': [{ key: 'b', items: { 's4.besluit.op': [TODAY] } }] },
    },
    snapshot: now,
    context: { patient: 'a', encounter: 'e', fhirUser: 'Practitioner/n', scopes: parseScopes('patient/*.cruds') },
    site,
    consent: {},
    label: (linkId) => linkId,
    authored: '2026-11-25T10:00:00Z',
  });
  if (plan.kind !== 'save') return false;
  expect(() => JSON.parse(JSON.stringify(plan))).not.toThrow();
  for (const { resource } of plan.writes)
    if ('subject' in resource) expect(resource.subject?.reference).toBe('Patient/a');
  return true;
});

property('it is drawn as text: no throw, no element that is not ours', 500, snapshot, (now) => {
  const plan = planOf(now);
  const drawn = renderToString(
    createElement(
      TextsContext,
      { value: texts },
      createElement(PatientBanner, { patient: now.patient, on: TODAY }),
      createElement(AskedLine, { asked: asked(plan, TODAY, { validForDays: 365, labelled: [] }) }),
      createElement(ChildrenList, { plan, on: TODAY, loading: false }),
      createElement(StepPath, { plan, on: TODAY, labelled: [], shown: true, onShow: () => {} }),
      createElement(OpenPoints, { plan, points: openPoints(plan, TODAY) }),
      ...plan.entries.map(({ step, answers, unknown = [] }, key) => [
        createElement(AnswerList, { key: `a${key}`, fields: FIELDS[step], answers }),
        createElement(UnknownItems, { key: `u${key}`, items: unknown.map(({ item }) => item) }),
      ]),
    ),
  );
  const tags = new Set([...drawn.matchAll(/<\/?([a-z!][^\s/>]*)/gi)].map(([, tag]) => tag));
  for (const tag of tags) expect(OURS).toContain(tag);
  return plan.entries.length > 0;
});

const OURS = 'p strong span ul li section div h2 button ol dl dt dd code !-- details summary'.split(' ');
