import { type Answers, boolean, code, type Instance, isInstance } from '../../fhir/answers';
import type { Entry } from '../../plan/entry';
import { mapAnswers } from './map-answers';
import { type Part, partOf } from './parts';

/**
 * What stands in no report unless it is chosen one by one:
 * - third-party: what someone other than the client or the writer said or found
 * - child-words: what a child told in its own words
 * - anonymous-advice: advice that was asked without making the client recognisable; beside a name it no longer is
 */
export type StatementKind = 'third-party' | 'child-words' | 'anonymous-advice';

export interface Statement {
  /** Same as long as its words are the same: who chose it chose those */
  readonly key: string;
  readonly kind: StatementKind;
  readonly entry: Entry;
  readonly part: Part;
  /** The statement with what it hangs on, and nothing else of the entry */
  readonly answers: Answers;
}

/** A thing that is left out: one item within an instance, or, without `inner`, the whole instance. */
interface Cut {
  readonly kind: StatementKind;
  readonly inner?: string;
}

const FIRST_HAND: readonly (string | undefined)[] = ['own-observation', 'said-by-client'];

/** What a key figure told stays out where only what a child said in its own words is chosen. */
const TOLD = 's4.sleutel.inhoud';

const holds = (items: Answers, linkId: string): boolean =>
  Object.entries(items).some(
    ([inside, given]) =>
      (inside === linkId && given.length > 0) ||
      given.some((answer) => isInstance(answer) && holds(answer.items, linkId)),
  );

const words = (items: Answers, inner: string): Cut[] => (holds(items, inner) ? [{ kind: 'child-words', inner }] : []);

/** Advice is anonymous unless it is said that the client was named; what the centre said is its own. */
const advice =
  (prefix: string) =>
  (items: Answers): Cut[] => {
    if (boolean(items, `${prefix}.anoniem`) !== false) return [{ kind: 'anonymous-advice' }];
    const inner = `${prefix}.tekst`;
    return holds(items, inner) ? [{ kind: 'third-party', inner }] : [];
  };

const CUTS: Readonly<Record<string, (items: Answers) => Cut[]>> = {
  's2.redenen': (items) => (FIRST_HAND.includes(code(items, 's2.redenen.bron')) ? [] : [{ kind: 'third-party' }]),
  's3.kind': (items) => words(items, 's3.kind.woorden'),
  's4.instr': () => [{ kind: 'third-party' }],
  's4.sleutel': (items) => [{ kind: 'third-party' }, ...words(items, 's4.sleutel.woorden')],
  's4.advies': advice('s4.advies'),
  's5.advies': advice('s5.advies'),
};

const cutsIn = (linkId: string, { items }: Instance): Cut[] => CUTS[linkId]?.(items) ?? [];

const keyOf = (entry: Entry, linkId: string, index: number, { items }: Instance, { inner = '' }: Cut): string =>
  JSON.stringify([entry.id, linkId, index, inner, items]);

/** The statements of an entry that are chosen one by one, in the order of the entry. */
export function statementsIn(entry: Entry): Statement[] {
  return Object.entries(entry.answers).flatMap(([linkId, given]) => {
    const part = partOf(linkId);
    if (part === undefined) return [];
    return given.flatMap((instance, index) => {
      if (!isInstance(instance)) return [];
      const cuts = cutsIn(linkId, instance);
      // That a child was heard says no more than who; it goes with the child's words, and is not offered beside them.
      const offered = cuts.filter(
        ({ inner }) => inner !== undefined || cuts.length === 1 || holds(instance.items, TOLD),
      );
      return offered.map((cut): Statement => {
        const others = cuts.flatMap(({ inner }) => (inner !== undefined && inner !== cut.inner ? [inner] : []));
        const answers = { [linkId]: [{ ...instance, items: without(instance.items, others) }] };
        return { key: keyOf(entry, linkId, index, instance, cut), kind: cut.kind, entry, part, answers };
      });
    });
  });
}

/** Answers without these items, however deep they stand; a group that held nothing else goes with them. */
export const without = (items: Answers, linkIds: readonly string[]): Answers =>
  mapAnswers(items, (linkId, answer) => {
    if (linkIds.includes(linkId)) return undefined;
    return isInstance(answer) ? { ...answer, items: without(answer.items, linkIds) } : answer;
  });

/** The answers of an entry without the statements that were not chosen. */
export function withoutStatements(entry: Entry, chosen: ReadonlySet<string>): Answers {
  return mapAnswers(entry.answers, (linkId, answer, index) => {
    if (!isInstance(answer)) return answer;
    const cuts = cutsIn(linkId, answer);
    const isChosen = (cut: Cut) => chosen.has(keyOf(entry, linkId, index, answer, cut));
    const inner = cuts.filter((cut) => cut.inner !== undefined);
    const isShell = cuts.some((cut) => cut.inner === undefined && !isChosen(cut));
    if (isShell && !inner.some(isChosen)) return undefined;
    const out = inner.flatMap((cut) => (isChosen(cut) ? [] : (cut.inner ?? [])));
    return { ...answer, items: without(answer.items, isShell ? [...out, TOLD] : out) };
  });
}
