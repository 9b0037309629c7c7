import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Questionnaire, QuestionnaireItem } from 'fhir/r4';
import { type FieldIndex, indexFields } from '../../src/form/enabled';
import { type Field, fieldsOf } from '../../src/form/field';
import { QUESTIONNAIRE_ID } from '../../src/mapping/canonical';
import { STEPS, type Step } from '../../src/plan/entry';

export const RESOURCES = join(import.meta.dirname, '..', '..', 'fhir-resources');

export const readResource = <T>(file: string): T => JSON.parse(readFileSync(join(RESOURCES, file), 'utf8'));

const perStep = <T>(make: (step: Step) => T): Readonly<Record<Step, T>> =>
  Object.fromEntries(STEPS.map((step) => [step, make(step)])) as Record<Step, T>;

/** The six Questionnaires as they stand in fhir-resources. */
export const QUESTIONNAIRES = perStep((step) =>
  readResource<Questionnaire>(`Questionnaire/${QUESTIONNAIRE_ID[step]}.json`),
);

export const FIELDS: Readonly<Record<Step, Field[]>> = perStep((step) => fieldsOf(QUESTIONNAIRES[step], 'nl'));

export const INDEXES: Readonly<Record<Step, FieldIndex>> = perStep((step) => indexFields(FIELDS[step]));

/** Every item of a Questionnaire, in the order of the form, with the linkIds of the groups around it. */
export function itemsOf(
  items: readonly QuestionnaireItem[] | undefined,
  groups: readonly string[] = [],
): { readonly item: QuestionnaireItem; readonly groups: readonly string[] }[] {
  return (items ?? []).flatMap((item) => [{ item, groups }, ...itemsOf(item.item, [...groups, item.linkId])]);
}

/** The text of an item in Dutch, as a response carries it. */
export const labelOf = (linkId: string): string | undefined =>
  STEPS.map((step) => INDEXES[step].get(linkId)?.field.label).find((label) => label !== undefined);
