import type { CodeSystem, Coding, Element, Questionnaire, ValueSet } from 'fhir/r4';
import { ANSWER_SYSTEM, CANONICAL } from '../../src/mapping/canonical';
import { itemsOf } from './questionnaires';
import { type Named, translationsOf } from './resources-checks';

const SERVES = `${CANONICAL}/StructureDefinition/serves-statement`;

/** Holds the statements of the step plan against the items that serve them: none without an item, no item for a statement that is not there. */
export function statementProblems(questionnaires: readonly Named<Questionnaire>[], statements: CodeSystem): string[] {
  const codes = new Set((statements.concept ?? []).map(({ code }) => code));
  const served = new Set<string>();
  const strangers = questionnaires.flatMap(({ file, resource }) =>
    itemsOf(resource.item).flatMap(({ item }) =>
      (item.extension ?? [])
        .filter(({ url }) => url === SERVES)
        .flatMap(({ valueCoding }) => {
          const code = valueCoding?.code ?? '';
          const translations = translationsOf((item as { _text?: Element })._text);
          if (item.text && translations.fr && translations.en) served.add(code);
          return valueCoding?.system === statements.url && codes.has(code)
            ? []
            : [`${file}: item ${item.linkId} serves statement ${code}, which ${statements.id} does not have.`];
        }),
    ),
  );
  const unserved = [...codes].filter((code) => !served.has(code));
  return [
    ...strangers,
    ...unserved.map(
      (code) => `CodeSystem/${statements.id}.json: statement ${code} is served by no item in nl, fr and en.`,
    ),
  ];
}

type Shown = Coding & { readonly _display?: Element | undefined };

const setOf = (codings: readonly Coding[]): string =>
  codings
    .map(({ system, code }) => `${system}|${code}`)
    .sort()
    .join('\n');

/** Holds the answers that the items offer against the value sets and against the code system of the project's own answers. */
export function optionProblems(
  questionnaires: readonly Named<Questionnaire>[],
  valueSets: readonly Named<ValueSet>[],
  answers: CodeSystem,
): string[] {
  const lists = new Map<string, string>();
  for (const { file, resource } of valueSets) {
    const include = resource.compose?.include ?? [];
    const codings = include.flatMap(({ system, concept }) =>
      (concept ?? []).map(({ code }): Coding => ({ ...(system ? { system } : {}), code })),
    );
    if (codings.length > 0) lists.set(setOf(codings), file);
  }
  const concepts = new Map((answers.concept ?? []).map((concept) => [concept.code, concept]));
  const own = (at: string, { code = '', display, _display }: Shown): string[] => {
    const concept = concepts.get(code);
    if (!concept) return [`${at} offers ${code}, which CodeSystem ${answers.id} does not have.`];
    const named = Object.fromEntries((concept.designation ?? []).map(({ language, value }) => [language, value]));
    const shown = translationsOf(_display);
    const same = display === concept.display && shown.fr === named.fr && shown.en === named.en;
    return same ? [] : [`${at} shows ${code} in other words than CodeSystem ${answers.id}.`];
  };
  return questionnaires.flatMap(({ file, resource }) =>
    itemsOf(resource.item).flatMap(({ item }) => {
      const at = `${file}: item ${item.linkId}`;
      const codings = (item.answerOption ?? []).flatMap(({ valueCoding }): Shown[] =>
        valueCoding ? [valueCoding] : [],
      );
      if (codings.length === 0) return [];
      return [
        ...(lists.has(setOf(codings)) ? [] : [`${at} offers a list that is no ValueSet.`]),
        ...codings.filter(({ system }) => system === ANSWER_SYSTEM).flatMap((coding) => own(at, coding)),
      ];
    }),
  );
}
