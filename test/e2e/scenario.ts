import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle, FhirResource, QuestionnaireResponse, RelatedPerson } from 'fhir/r4';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { nameOf } from '../../src/demo-ehr/chart/shown';
import { clients } from '../../src/demo-ehr/seed/clients';
import { fhirUserOf } from '../../src/demo-ehr/seed/staff';
import type { Role } from '../../src/demo-ehr/settings';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';
import { childrenOf, linesOf } from './compare';
import { fillEntry, stepOf } from './fill';
import type { Visit } from './harness';
import { openKindreflex } from './host-pages';

/** What one person recorded at one moment: a contact. */
export interface Contact {
  readonly role: Role;
  readonly at: Date;
  readonly entries: readonly QuestionnaireResponse[];
}

export interface Example {
  readonly patient: string;
  readonly client: string;
  readonly contacts: readonly Contact[];
  readonly resources: readonly FhirResource[];
}

/** An example of the FHIR package, as the contacts that it tells of, in the order of time. */
export function example(name: string): Example {
  const bundle = JSON.parse(readFileSync(`fhir-resources/examples/${name}.json`, 'utf8')) as Bundle;
  const resources = (bundle.entry ?? []).flatMap(({ resource }) => (resource ? [resource as FhirResource] : []));
  const entries = resources.filter((resource) => resource.resourceType === 'QuestionnaireResponse');
  const moments = [...new Set(entries.map(({ authored, author }) => `${authored} ${author?.reference}`))];
  const contacts = moments.map((moment): Contact => {
    const [authored = '', author = ''] = moment.split(' ');
    const own = entries.filter((entry) => entry.authored === authored && entry.author?.reference === author);
    return { role: author.split('/')[1] as Role, at: new Date(authored), entries: own };
  });
  const patient = entries[0]?.subject?.reference?.split('/')[1] ?? '';
  const client = nameOf(clients.find((each) => each.patient.id === patient)?.patient);
  contacts.sort((a, b) => a.at.getTime() - b.at.getTime());
  return { patient, client, contacts, resources };
}

/** The site's setting in which an example plays. */
export const settingIn = ({ contacts }: Example): string | undefined =>
  contacts[0]?.entries[0]?.item?.find(({ linkId }) => linkId.endsWith('.setting'))?.answer?.[0]?.valueCoding?.code;

/** Opens a new contact about the client of an example, as the person and at the moment of one of its contacts. */
export async function startContact(visit: Visit, { client }: Example, { role, at }: Contact): Promise<Page> {
  await visit.at(at);
  const app = await openKindreflex(visit, role, client);
  await app.getByRole('button', { name: nl['overview.record'] }).click();
  await app.locator('[data-link-id="s1.uitkomst"]').waitFor();
  return app;
}

/** Types all entries of a contact, in the order of the steps. */
export async function fillContact(app: Page, { entries }: Contact): Promise<void> {
  for (const entry of entries.toSorted((a, b) => stepOf(a) - stepOf(b))) await fillEntry(app, entry);
}

/** Presses the button and waits for the receipt, on which nothing may be called lost. */
export async function saveContact(app: Page): Promise<void> {
  await app.getByRole('button', { name: savingNl['review.save'] }).click();
  await app.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor();
  expect(await app.locator('.stored .warning').allInnerTexts()).toEqual([]);
}

/** What the host's store holds about a patient, as far as the app may have written it. */
export async function landed({ stage }: Visit, patient: string) {
  const { store } = stage.ehr;
  const [entries, persons] = await Promise.all([
    store.list('QuestionnaireResponse', `patient=${patient}`),
    store.list('RelatedPerson', `patient=${patient}`),
  ]);
  const targets = [...entries, ...persons].map(({ resourceType, id }) => `${resourceType}/${id}`);
  const provenances = targets.length > 0 ? await store.list('Provenance', `target=${targets.join(',')}`) : [];
  return { entries, persons, provenances };
}

/** Asserts that the store holds what the example holds, apart from ids, UUIDs and where the host put things. */
export async function expectAsInExample(
  visit: Visit,
  { patient, resources }: Example,
  ignored: readonly string[] = [],
): Promise<void> {
  const store = await landed(visit, patient);
  const wanted = resources.filter((resource) => resource.resourceType === 'QuestionnaireResponse');
  const people = resources.filter((resource) => resource.resourceType === 'RelatedPerson');
  const shape = (entry: QuestionnaireResponse, persons: readonly RelatedPerson[]) => ({
    questionnaire: entry.questionnaire,
    status: entry.status,
    authored: new Date(entry.authored ?? '').toISOString(),
    labels: (entry.meta?.security ?? []).map(({ code }) => code),
    items: linesOf(entry.item ?? [], persons, ignored),
  });
  const byStep = (a: QuestionnaireResponse, b: QuestionnaireResponse) =>
    `${a.authored} ${stepOf(a)}`.localeCompare(`${b.authored} ${stepOf(b)}`);
  const inOrder = (entries: readonly QuestionnaireResponse[]) =>
    entries.map((entry) => ({ ...entry, authored: new Date(entry.authored ?? '').toISOString() })).sort(byStep);
  expect(inOrder(store.entries).map((entry) => shape(entry, store.persons))).toEqual(
    inOrder(wanted).map((entry) => shape(entry, people)),
  );
  expect(childrenOf(store.persons)).toEqual(childrenOf(people));
  const encounter = clients.find((each) => each.patient.id === patient)?.encounter.id;
  for (const [index, entry] of inOrder(store.entries).entries()) {
    const role = inOrder(wanted)[index]?.author?.reference?.split('/')[1] as Role;
    expect(entry.subject?.reference).toBe(`Patient/${patient}`);
    expect(entry.encounter?.reference).toBe(`Encounter/${encounter}`);
    expect(entry.author?.reference).toMatch(new RegExp(`${fhirUserOf(role)}$`));
  }
}

/** Keeps what landed in a folder, for the HL7 engine to judge later. */
export async function keepLanded(visit: Visit, patient: string, folder: string): Promise<void> {
  const { entries, persons, provenances } = await landed(visit, patient);
  mkdirSync(folder, { recursive: true });
  for (const resource of [...entries, ...persons, ...provenances])
    writeFileSync(join(folder, `${patient}-${resource.resourceType}-${resource.id}.json`), JSON.stringify(resource));
}
