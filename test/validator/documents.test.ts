import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle, DocumentReference, FhirResource } from 'fhir/r4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeBase64 } from '../../src/mapping/base64';
import { stepOf } from '../../src/mapping/canonical';
import { withEntries } from '../../src/mapping/document';
import { documentWrites } from '../../src/record/intend-documents';
import type { CreateEntry } from '../../src/record/intended';
import { RESOURCES, readResource } from '../differential/questionnaires';
import { projectDefinitions } from './validate';
import { type ValidationMessage, validateFolder, validatorMissing } from './validate-folder';

const context = {
  patient: 'Patient/example',
  encounter: 'Encounter/example',
  author: { reference: 'Practitioner/example', display: 'Els' },
  authored: '2026-11-25T10:00:00Z',
  uuidOf: () => '6d1bb4a5-9d3f-4a53-a8a7-0f3b7d9c3f10',
};
const everything = { instead: true, notes: true, portalWithholds: true };

/** The entries of one example as a save would write them. */
function entriesIn(file: string): CreateEntry[] {
  const { entry = [] } = readResource<Bundle<FhirResource>>(join('examples', file));
  return entry.flatMap(({ resource }) => {
    if (resource?.resourceType !== 'QuestionnaireResponse') return [];
    const step = stepOf(resource.questionnaire)?.step;
    if (!step) throw new Error(`${file}: a response to another Questionnaire`);
    const uuid = resource.identifier?.value ?? '';
    return [{ kind: 'create-entry', step, uuid, fullUrl: `urn:uuid:${uuid}`, resource }];
  });
}

/** Every document that the examples would give, as it is sent. */
const documents = readdirSync(join(RESOURCES, 'examples')).flatMap((file) => {
  const { carriers, notes } = documentWrites(entriesIn(file), everything, context);
  return [...carriers, ...notes].map(({ content, steps, resource, entries }) => ({
    name: `${file.replace('.json', '')}-${content}-${steps.join('')}`,
    content,
    sent: content === 'entries' ? withEntries(resource, entries) : resource,
  }));
});
const inside = ({ content }: DocumentReference): string => decodeBase64(content[0]?.attachment.data ?? '') ?? '';

describe.skipIf(validatorMissing())('documents made of the examples', () => {
  const root = mkdtempSync(join(tmpdir(), 'documents-'));
  let judged: Map<string, ValidationMessage[]>;

  beforeAll(async () => {
    for (const { name, content, sent } of documents) {
      writeFileSync(join(root, `${name}.json`), JSON.stringify(sent));
      if (content === 'entries') writeFileSync(join(root, `${name}-inside.json`), inside(sent));
    }
    judged = await validateFolder(root, projectDefinitions().folders);
  }, 240_000);
  afterAll(() => rmSync(root, { recursive: true }));

  test('each and what it carries is without errors', () => {
    const carriers = documents.filter(({ content }) => content === 'entries');
    expect(carriers.length).toBeGreaterThan(10);
    expect(judged.size).toBe(documents.length + carriers.length);
    const errors = [...judged].flatMap(([file, messages]) =>
      messages.filter(({ severity }) => severity === 'error').map((message) => ({ file, ...message })),
    );
    expect(errors).toEqual([]);
  });
});
