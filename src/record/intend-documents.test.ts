import type { Coding } from 'fhir/r4';
import { expect, test } from 'vitest';
import { decodeBase64 } from '../mapping/base64';
import { IDENTIFIER_SYSTEM, questionnaireUrl } from '../mapping/canonical';
import { STEPS, type Step } from '../plan/entry';
import { documentWrites } from './intend-documents';
import type { CreateDocument, CreateEntry } from './intended';

const PLANTED = 'wilgenkatje';
const label = (code: string): Coding => ({ system: 'https://labels.example', code });
const context = {
  patient: 'Patient/a',
  encounter: 'Encounter/e',
  author: { reference: 'Practitioner/n', display: 'Els' },
  authored: '2026-11-25T10:00:00Z',
  uuidOf: (content: CreateDocument['content'], step: Step) => `${content}-${step}`,
};
const everything = { instead: true, notes: true, portalWithholds: true };

/** An entry of each step that says something, under the labels given for it */
const entries = (labels: Partial<Record<Step, readonly Coding[]>>, steps: readonly Step[] = STEPS): CreateEntry[] =>
  steps.map((step) => ({
    kind: 'create-entry',
    step,
    uuid: `u-${step}`,
    fullUrl: `urn:uuid:u-${step}`,
    resource: {
      resourceType: 'QuestionnaireResponse',
      ...(labels[step] ? { meta: { security: [...labels[step]] } } : {}),
      identifier: { system: IDENTIFIER_SYSTEM, value: `u-${step}` },
      questionnaire: questionnaireUrl(step),
      status: 'completed',
      item: [
        { linkId: `s${step}.hoe`, text: 'Hoe?', answer: [{ valueString: `${PLANTED} ${step}` }] },
        { linkId: `s${step}.kind.woorden`, text: 'Woorden', answer: [{ valueString: `kinderwoord ${step}` }] },
      ],
    },
  }));
const parts = (documents: readonly CreateDocument[]) => documents.map(({ steps }) => steps.join());
const textOf = ({ resource }: CreateDocument) => decodeBase64(resource.content[0]?.attachment.data ?? '') ?? '';

test.each([
  ['a site without labels', {}, ['1,3', '2,4,5,6']],
  ['one label for all', Object.fromEntries(STEPS.map((step) => [step, [label('R')]])), ['1,3', '2,4,5,6']],
  [
    'the same labels in another order',
    { 4: [label('R'), label('S')], 5: [label('S'), label('R')] },
    ['1,3', '2,6', '4,5'],
  ],
  ['a label on step 3', { 3: [label('R')], 2: [label('R')] }, ['1', '3', '2', '4,5,6']],
])('ordinary support and concern never share a document: %s', (_, labels, expected) => {
  const { carriers, notes } = documentWrites(entries(labels), everything, context);
  expect(parts(carriers)).toEqual(expected);
  expect(parts(notes)).toEqual(expected);
});

test('each document has the labels of all that it holds, and its number says its content and first part', () => {
  const labels = { 2: [label('R')], 4: [label('R'), label('S')] };
  const { carriers, notes } = documentWrites(entries(labels), everything, context);
  for (const { steps, resource, entries: held, uuid, content, fullUrl } of [...carriers, ...notes]) {
    const expected = steps[0] === 2 || steps[0] === 4 ? labels[steps[0]] : undefined;
    expect(resource.meta?.security).toEqual(expected);
    expect(resource.securityLabel?.flatMap(({ coding }) => coding)).toEqual(expected);
    expect(held.map(({ meta }) => meta?.security)).toEqual(content === 'note' ? [] : steps.map(() => expected));
    expect([uuid, fullUrl]).toEqual([`${content}-${steps[0]}`, `urn:uuid:${content}-${steps[0]}`]);
  }
  const uuids = [...carriers, ...notes].map(({ uuid }) => uuid);
  expect(new Set(uuids).size).toBe(uuids.length);
});

test('planned again, the same documents come out', () => {
  const once = documentWrites(entries({}), everything, context);
  expect(documentWrites(entries({}), everything, context)).toEqual(once);
});

test('nothing that was answered, and nobody by name, stands outside the attachment', () => {
  const { carriers, notes } = documentWrites(entries({}), everything, context);
  for (const { resource } of [...carriers, ...notes]) expect(JSON.stringify(resource)).not.toContain(PLANTED);
  expect(notes.map(textOf).every((text) => text.includes(PLANTED))).toBe(true);
});

test('no note holds what a child said, and none of support holds anything of concern', () => {
  const { notes } = documentWrites(entries({}), everything, context);
  for (const note of notes) expect(textOf(note)).not.toContain('kinderwoord');
  const [ordinary] = notes;
  if (!ordinary) throw new Error('No note');
  for (const step of [2, 4, 5, 6]) expect(textOf(ordinary)).not.toContain(`${PLANTED} ${step}`);
});

test.each([
  [{ instead: false, notes: false, portalWithholds: true }, [], []],
  [{ instead: false, notes: true, portalWithholds: false }, [], ['1,3']],
  [{ instead: false, notes: true, portalWithholds: true }, [], ['1,3', '2,4,5,6']],
  [{ instead: true, notes: false, portalWithholds: true }, ['1,3', '2,4,5,6'], ['1,3', '2,4,5,6']],
])('%j', (wish, carriers, notes) => {
  const made = documentWrites(entries({}), wish, context);
  expect([parts(made.carriers), parts(made.notes)]).toEqual([carriers, notes]);
});

test('no entry, no document', () => {
  expect(documentWrites([], everything, context)).toEqual({ carriers: [], notes: [] });
});

test('each document names the entries that it carries or words', () => {
  const { carriers, notes } = documentWrites(entries({}), everything, context);
  for (const { steps, resource } of [...carriers, ...notes])
    expect(resource.context?.related?.map(({ identifier }) => identifier?.value)).toEqual(
      steps.map((step) => `u-${step}`),
    );
});
