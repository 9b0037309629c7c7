import type { Coding } from 'fhir/r4';
import { type Answers, type Instance, instances, isInstance, type Value } from '../fhir/answers';
import { countsAsMinor } from '../plan/age';
import { STEPS, type Step } from '../plan/entry';
import { knownChildren } from './known-children';
import { planOf } from './plan-of';
import type { RecordSnapshot } from './snapshot';

/** The UUIDs that make a retry safe: made at the first save, kept with the draft. */
export interface OwnUuids {
  readonly entry: Readonly<Record<Step, string>>;
  /** Of the Provenance whose first entry is of that step; of the children where it is about no entry */
  readonly provenance: Readonly<Record<Step | 'children', string>>;
  /** Of the documents whose first part is of that step */
  readonly document: Readonly<Record<'entries' | 'note', Readonly<Record<Step, string>>>>;
}

/** One contact while it is being recorded: plain JSON, so that it can be kept over a reload. */
export interface ContactDraft {
  /** Logical id of the client it is about; a save for another client is stopped */
  readonly patient: string;
  /** YYYY-MM-DD; one date for all steps of the contact. Absent while it is being typed. */
  readonly contactDate?: string;
  readonly setting?: Coding;
  /** Per step what was recorded, without contact date and setting */
  readonly answers: Readonly<Partial<Record<Step, Answers>>>;
  /** Step 1 as it was filled in beforehand: what is still like this was not said by anyone */
  readonly prefilled: Answers;
  readonly uuids?: OwnUuids;
}

/** v3-ActCode classes of an encounter in which the client stays */
const RESIDENTIAL = ['IMP', 'ACUTE', 'NONAC'];

export interface ContactStart {
  readonly patient: string;
  /** Today in Belgium, YYYY-MM-DD */
  readonly today: string;
  /** The option of `setting` that fits this site */
  readonly setting?: Coding;
}

/**
 * A draft in which the known children stand already, and whether the client stays here where the encounter says so. Nothing else
 * is chosen beforehand. What is not in yet at this moment can be added later with {@link withKnownChildren}.
 */
export function startContact(snapshot: RecordSnapshot, { patient, today, setting }: ContactStart): ContactDraft {
  const draft: ContactDraft = { patient, contactDate: today, answers: {}, prefilled: {} };
  return withKnownChildren(withEncounter(draft, snapshot, setting), snapshot);
}

/** Fills in what the encounter tells once it has been read: where the client is seen, and whether the client stays. Nothing that was answered changes. */
export function withEncounter(
  draft: ContactDraft,
  { encounter }: Pick<RecordSnapshot, 'encounter'>,
  setting: Coding | undefined,
): ContactDraft {
  const linkId = 's1.residentieel';
  const stays = encounter.state === 'loaded' && RESIDENTIAL.includes(encounter.value?.class.code ?? '');
  const open = draft.prefilled[linkId] === undefined && draft.answers[1]?.[linkId] === undefined;
  const placed: ContactDraft = setting && !draft.setting ? { ...draft, setting } : draft;
  if (!stays || !open) return placed;
  return {
    ...placed,
    answers: { ...placed.answers, 1: { ...placed.answers[1], [linkId]: [true] } },
    prefilled: { ...placed.prefilled, [linkId]: [true] },
  };
}

/** Adds the children that have become known since and are not grown up; those in the draft, changed or taken out, stay as they are. */
export function withKnownChildren(draft: ContactDraft, snapshot: RecordSnapshot): ContactDraft {
  const first = draft.answers[1] ?? {};
  const offered = new Set(
    [...instances(draft.prefilled, 's1.kind'), ...instances(first, 's1.kind')].map(({ key }) => key),
  );
  const day = draft.contactDate ?? '';
  const minors = planOf(snapshot).children.filter(({ birthDate }) => countsAsMinor(birthDate, day));
  const added = knownChildren(minors, snapshot).filter(({ key }) => !offered.has(key));
  if (added.length === 0) return draft;
  const append = (answers: Answers): Answers => ({ ...answers, 's1.kind': [...(answers['s1.kind'] ?? []), ...added] });
  return { ...draft, answers: { ...draft.answers, 1: append(first) }, prefilled: append(draft.prefilled) };
}

/** The answers of a step as its form shows them: with contact date and setting. */
export function answersOf(
  { answers, contactDate, setting }: Pick<ContactDraft, 'answers' | 'contactDate' | 'setting'>,
  step: Step,
): Answers {
  return {
    ...(contactDate ? { [`s${step}.contactDate`]: [contactDate] } : {}),
    ...(setting ? { [`s${step}.setting`]: [setting] } : {}),
    ...answers[step],
  };
}

/** Takes the answers of a step's form into the draft; a changed contact date is that of the whole contact. */
export function withAnswers(draft: ContactDraft, step: Step, form: Answers): ContactDraft {
  const { [`s${step}.contactDate`]: date, [`s${step}.setting`]: _, ...answers } = form;
  const { contactDate: _before, ...rest } = draft;
  const contactDate = date?.find((value) => typeof value === 'string');
  return { ...rest, ...(contactDate ? { contactDate } : {}), answers: { ...draft.answers, [step]: answers } };
}

/** Whether answers say anything of their own, beside contact date, setting and what stood there beforehand. */
export function saysSomething(step: Step, answers: Answers, prefilled: Answers): boolean {
  return Object.entries(answers).some(([linkId, given]) => {
    if (linkId === `s${step}.contactDate` || linkId === `s${step}.setting`) return false;
    const before = step === 1 ? new Set((prefilled[linkId] ?? []).map(content)) : new Set<string>();
    return given.some((answer) => !isBare(answer) && !before.has(content(answer)));
  });
}

/** The steps in which something was recorded: an entry is made for each. */
export const touchedSteps = (draft: ContactDraft): Step[] =>
  STEPS.filter((step) => saysSomething(step, draft.answers[step] ?? {}, draft.prefilled));

export type IdentifiedDraft = ContactDraft & { readonly uuids: OwnUuids };

/** An instance without any answer, or with nothing but its own name, says nothing. */
export const isBare = (answer: Value | Instance): boolean =>
  isInstance(answer) &&
  Object.entries(answer.items).every(([linkId, given]) => linkId === 's1.kind.nieuw.uuid' || given.every(isBare));

/** Content alone: the order in which items were answered and the keys of instances do not count. */
function content(answer: Value | Instance): string {
  if (!isInstance(answer)) return JSON.stringify(answer);
  const items = Object.entries(answer.items)
    .filter(([, given]) => given.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(items.map(([linkId, given]) => [linkId, given.map(content)]));
}
