import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Element, Questionnaire, QuestionnaireItem } from 'fhir/r4';
import { fieldsOf } from '../../src/form/field';
import type { ResourceFile } from '../../src/release/resources';
import { itemsOf } from './questionnaires';

/** A resource with the file it stands in. */
export interface Named<T = { readonly [element: string]: unknown }> {
  readonly file: string;
  readonly resource: T;
}

/** Every JSON file below a folder, named by its path within it. */
export const readFiles = (folder: string): ResourceFile[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));

/** The canonical resources of one type; examples are not among them. */
export const ofType = <T>(files: readonly ResourceFile[], type: string): Named<T>[] =>
  files
    .filter(({ file }) => file.startsWith(`${type}/`))
    .map(({ file, text }) => ({ file, resource: JSON.parse(text) as T }));

/** What makes a Questionnaire unusable for the app: items without text, conditions on nothing or on an answer that cannot be given. */
export function questionnaireProblems(questionnaires: readonly Named<Questionnaire>[]): string[] {
  const seen = new Map<string, string>();
  return questionnaires.flatMap(({ file, resource }) => {
    const all = itemsOf(resource.item);
    const byLinkId = new Map(all.map(({ item }) => [item.linkId, item]));
    const problems = all.flatMap(({ item }) => {
      const at = `${file}: item ${item.linkId ?? '?'}`;
      const other = seen.get(item.linkId);
      seen.set(item.linkId, file);
      const codes = (item.enableWhen ?? []).flatMap(({ question, answerCoding }) => {
        const asked = byLinkId.get(question);
        if (!asked) return [`${at}: enableWhen names ${question}, which is no item of this file.`];
        const isOption = asked.answerOption?.some(({ valueCoding }) => valueCoding?.code === answerCoding?.code);
        return answerCoding && !isOption
          ? [`${at}: enableWhen waits for ${answerCoding.code}, which ${question} does not offer.`]
          : [];
      });
      return [
        ...(item.linkId && item.type ? [] : [`${at}: linkId or type is missing.`]),
        ...(item.type === 'group' || item.text ? [] : [`${at}: text is missing.`]),
        ...(other ? [`${at}: the linkId also occurs in ${other}.`] : []),
        ...codes,
      ];
    });
    if (all.length === 0) problems.push(`${file}: item is missing.`);
    try {
      fieldsOf(resource, 'nl');
    } catch (error) {
      problems.push(`${file}: ${(error as Error).message}`);
    }
    return problems;
  });
}

/** Holds the list of linkIds in TypeScript against the items of the Questionnaires, both ways, with type and order. */
export function linkIdProblems(
  questionnaires: readonly Named<Questionnaire>[],
  linkTypes: Readonly<Record<string, string>>,
): string[] {
  const items = questionnaires.flatMap(({ file, resource }) =>
    itemsOf(resource.item)
      .filter(({ item }) => item.type !== 'display')
      .map(({ item }) => ({ file, item })),
  );
  const inJson = new Set(items.map(({ item }) => item.linkId));
  const listed = Object.keys(linkTypes).filter((linkId) => inJson.has(linkId));
  const order = items.map(({ item }) => item.linkId).filter((linkId) => Object.hasOwn(linkTypes, linkId));
  const misplaced = listed.findIndex((linkId, index) => order[index] !== linkId);
  const wrong = ({ file, item }: { file: string; item: QuestionnaireItem }) => {
    const type = Object.hasOwn(linkTypes, item.linkId) ? linkTypes[item.linkId] : undefined;
    if (type === undefined) return [`${file}: item ${item.linkId} is not in LINK_TYPES.`];
    return type === item.type ? [] : [`${file}: item ${item.linkId} is a ${item.type}, in LINK_TYPES a ${type}.`];
  };
  return [
    ...Object.keys(linkTypes)
      .filter((linkId) => !inJson.has(linkId))
      .map((linkId) => `LINK_TYPES: ${linkId} is an item of no Questionnaire.`),
    ...items.flatMap(wrong),
    ...(misplaced < 0 ? [] : [`LINK_TYPES: ${listed[misplaced]} stands where the form has ${order[misplaced]}.`]),
  ];
}

const TRANSLATION = 'http://hl7.org/fhir/StructureDefinition/translation';
const TEXTS = ['title', 'text', 'display', 'description'];

/** The languages in which a text is given beside Dutch, with what they say. */
export function translationsOf(shadow: Element | undefined): Readonly<Record<string, string>> {
  const parts = (shadow?.extension ?? []).filter(({ url }) => url === TRANSLATION);
  return Object.fromEntries(
    parts.map(({ extension }) => [
      extension?.find(({ url }) => url === 'lang')?.valueCode ?? '',
      extension?.find(({ url }) => url === 'content')?.valueString ?? '',
    ]),
  );
}

/** Each text of a Dutch resource that is not there in French or in English, by file and element. */
export function translationProblems(resources: readonly Named[]): string[] {
  const walk = (file: string, path: string, value: unknown, isConcept: boolean): string[] => {
    if (Array.isArray(value))
      return value.flatMap((one, index) => walk(file, `${path}[${index}]`, one, path.endsWith('concept')));
    if (typeof value !== 'object' || value === null) return [];
    const node = value as Record<string, unknown>;
    return Object.entries(node).flatMap(([name, child]) => {
      const at = path ? `${path}.${name}` : name;
      // The title of an attachment in a Library is the name of a statement, as other statements call it.
      const isName = name === 'title' && 'contentType' in node;
      if (typeof child !== 'string' || !TEXTS.includes(name) || isName) return walk(file, at, child, false);
      const designation = node.designation as { language?: string; value?: string }[] | undefined;
      const designated = Object.fromEntries((designation ?? []).map((one) => [one.language ?? '', one.value ?? '']));
      const found = isConcept ? designated : translationsOf(node[`_${name}`] as Element | undefined);
      return ['fr', 'en']
        .filter((language) => !found[language])
        .map((language) => `${file}: ${at} has no ${language}.`);
    });
  };
  return resources
    .filter(({ resource }) => resource.language === 'nl')
    .flatMap(({ file, resource }) => walk(file, '', resource, false));
}

/** Each resource that has no row of its own in the index page for people: a table row that links to its file. */
export function readmeProblems(readme: string, files: readonly string[]): string[] {
  const rows = readme.split('\n').filter((line) => line.startsWith('|'));
  return files
    .filter((file) => !rows.some((row) => row.includes(file)))
    .map((file) => `README.md: there is no row for ${file}.`);
}
