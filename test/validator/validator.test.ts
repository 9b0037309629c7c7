import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CodeSystem,
  FhirResource,
  Questionnaire,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
} from 'fhir/r4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ValidationMessage, validateFolder, validatorMissing } from './validate-folder';

const codes = 'https://example.org/CodeSystem/answers';
const form = 'https://example.org/Questionnaire/form|0.1.0';
const answers: CodeSystem = {
  resourceType: 'CodeSystem',
  id: 'answers',
  url: codes,
  version: '0.1.0',
  name: 'Answers',
  status: 'draft',
  content: 'complete',
  concept: [{ code: 'yes' }, { code: 'no' }, { code: 'unknown' }, { code: 'late' }],
};
const options = ['yes', 'no', 'unknown'].map((code) => ({ valueCoding: { system: codes, code } }));
const questionnaire: Questionnaire = {
  resourceType: 'Questionnaire',
  id: 'form',
  url: 'https://example.org/Questionnaire/form',
  version: '0.1.0',
  name: 'Form',
  status: 'draft',
  item: [
    { linkId: 'asked', text: 'Asked', type: 'choice', answerOption: options },
    {
      linkId: 'count',
      text: 'Count',
      type: 'integer',
      required: true,
      enableWhen: [{ question: 'asked', operator: '=', answerCoding: { system: codes, code: 'yes' } }],
    },
    {
      linkId: 'reason',
      text: 'Reason',
      type: 'string',
      enableWhen: [{ question: 'asked', operator: '!=', answerCoding: { system: codes, code: 'yes' } }],
    },
    {
      linkId: 'note',
      text: 'Note',
      type: 'string',
      required: true,
      enableWhen: [{ question: 'asked', operator: 'exists', answerBoolean: true }],
    },
    {
      linkId: 'child',
      text: 'Child',
      type: 'group',
      repeats: true,
      item: [{ linkId: 'born', text: 'Born', type: 'date' }],
    },
  ],
};

const asked = (code: string): QuestionnaireResponseItem => ({
  linkId: 'asked',
  answer: [{ valueCoding: { system: codes, code } }],
});
const text = (linkId: string): QuestionnaireResponseItem => ({ linkId, answer: [{ valueString: 'words' }] });
const count: QuestionnaireResponseItem = { linkId: 'count', answer: [{ valueInteger: 2 }] };
const born = (valueDate: string): QuestionnaireResponseItem => ({
  linkId: 'child',
  item: [{ linkId: 'born', answer: [{ valueDate }] }],
});
const response = (item: QuestionnaireResponseItem[], questionnaireUrl = form): QuestionnaireResponse => ({
  resourceType: 'QuestionnaireResponse',
  questionnaire: questionnaireUrl,
  status: 'completed',
  ...(item.length > 0 ? { item } : {}),
});
const wholeForm = response([asked('yes'), count, text('note'), born('2015-03'), born('2020')]);

const accepted: Record<string, FhirResource> = {
  'asked-yes': wholeForm,
  'asked-no-with-reason': response([asked('no'), text('reason'), text('note')]),
  'in-a-bundle': {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [{ fullUrl: 'urn:uuid:6d1bb4a5-9d3f-4a53-a8a7-0f3b7d9c3f10', resource: wholeForm }],
  },
};

const broken: Record<string, [resource: unknown, error: RegExp]> = {
  'bad-code': [{ ...wholeForm, status: 'klaar' }, /QuestionnaireResponseStatus|questionnaire-answers-status/],
  'duplicate-link-id': [
    {
      ...questionnaire,
      url: 'https://example.org/Questionnaire/twice',
      item: [questionnaire.item?.[0], questionnaire.item?.[0]],
    },
    /que-2/,
  ],
  'unknown-link-id': [response([asked('no'), text('note'), text('elsewhere')]), /elsewhere/],
  'missing-required-answer': [
    response([asked('yes'), text('note')]),
    /No response answer found for required item 'count'/,
  ],
  'answer-to-a-disabled-item': [response([asked('no'), count, text('note')]), /not enabled .*'count'/],
  'not-equal-disables': [response([asked('yes'), count, text('reason'), text('note')]), /not enabled .*'reason'/],
  // R4 asks for an answer that differs, so no answer at all does not open the item.
  'not-equal-to-a-missing-answer': [response([text('reason')]), /not enabled .*'reason'/],
  'option-outside-the-list': [response([asked('late'), text('reason'), text('note')]), /late/],
  'items-out-of-order': [response([count, asked('yes'), text('note')]), /out of order/],
  'one-answer-too-many': [
    response([{ linkId: 'asked', answer: options.slice(1) }, text('reason'), text('note')]),
    /Only one response answer/,
  ],
  'wrong-type': [
    response([asked('yes'), { linkId: 'count', answer: [{ valueString: '2' }] }, text('note')]),
    /type integer/,
  ],
  'unknown-extension': [
    { ...wholeForm, extension: [{ url: 'https://example.org/nobody', valueString: 'x' }] },
    /could not be found/,
  ],
  'unknown-element': [{ ...wholeForm, mood: 'good' }, /mood/],
  'unknown-questionnaire': [
    response([asked('yes')], 'https://example.org/Questionnaire/elsewhere'),
    /Unknown or absent Questionnaire/,
  ],
  'other-version-of-the-questionnaire': [
    response([asked('yes')], form.replace('0.1.0', '9.0.0')),
    /Unknown or absent Questionnaire/,
  ],
  'option-outside-the-list-in-a-bundle': [
    {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { fullUrl: 'urn:uuid:6d1bb4a5-9d3f-4a53-a8a7-0f3b7d9c3f12', resource: response([asked('late'), text('note')]) },
      ],
    },
    /late/,
  ],
  'unknown-questionnaire-in-a-bundle': [
    {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        {
          fullUrl: 'urn:uuid:6d1bb4a5-9d3f-4a53-a8a7-0f3b7d9c3f11',
          resource: response([], 'https://example.org/Questionnaire/elsewhere'),
        },
      ],
    },
    /Unknown or absent Questionnaire/,
  ],
  'no-resource-type': [{ status: 'completed' }, /resourceType/],
};

describe.skipIf(validatorMissing())('the validation engine', () => {
  const root = mkdtempSync(join(tmpdir(), 'validator-'));
  let judged: Map<string, ValidationMessage[]>;

  beforeAll(async () => {
    const [definitions, files] = [mkdtempSync(join(root, 'definitions-')), mkdtempSync(join(root, 'files-'))];
    for (const resource of [answers, questionnaire])
      writeFileSync(join(definitions, `${resource.id}.json`), JSON.stringify(resource));
    const all = [
      ...Object.entries(accepted),
      ...Object.entries(broken).map(([name, [resource]]) => [name, resource] as const),
    ];
    for (const [name, resource] of all) writeFileSync(join(files, `${name}.json`), JSON.stringify(resource));
    writeFileSync(join(files, 'broken-json.json'), '{"resourceType": "Patient",');
    judged = await validateFolder(files, [definitions]);
  }, 240_000);
  afterAll(() => rmSync(root, { recursive: true }));

  const errors = (name: string) => judged.get(`${name}.json`)?.filter(({ severity }) => severity === 'error');

  test.each(Object.keys(accepted))('accepts %s', (name) => expect(errors(name)).toEqual([]));
  test.each(Object.entries(broken))('refuses %s', (name, [, error]) => {
    expect(
      errors(name)
        ?.map(({ message }) => message)
        .join('\n'),
    ).toMatch(error);
  });
  test('refuses text that is not JSON', () => expect(errors('broken-json')).toHaveLength(1));

  test('does not judge by a definition that cannot be loaded', async () => {
    const definitions = mkdtempSync(join(root, 'broken-'));
    writeFileSync(join(definitions, 'broken.json'), '{"resourceType": "Questionnaire"');
    await expect(validateFolder(definitions, [definitions])).rejects.toThrow(/broken\.json: cannot be loaded/);
  });
});
