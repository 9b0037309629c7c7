import type { Coding, QuestionnaireResponse, Reference } from 'fhir/r4';
import { type Answers, string } from '../fhir/answers';
import { CORRECTS, QUESTIONNAIRE_VERSION } from '../mapping/canonical';
import { correctionExtension } from '../mapping/correction';
import { toResponse } from '../mapping/to-response';
import { writeItems } from '../mapping/write-items';
import { withStaleTextGone } from './conflict';
import { itemFields, sameItem, withItems } from './conflict-items';
import type { CorrectionInput } from './correct';
import { changedItems } from './correct-answers';
import type { AmendEntry, CreateEntry } from './intended';

/** The day that the corrected entry will have. */
export const contactDateOf = ({ entry, how }: CorrectionInput): string | undefined =>
  how.kind === 'replace' ? string(how.answers, `s${entry.step}.contactDate`) : entry.contactDate;

/** Who corrects, with a name where the host gave one. */
export function authorOf({ snapshot, context }: CorrectionInput): Reference | undefined {
  const name = snapshot.user.state === 'loaded' ? snapshot.user.value?.name : undefined;
  return context.fhirUser ? { reference: context.fhirUser, ...(name ? { display: name } : {}) } : undefined;
}

/** The labels that the entry has, and those that this site puts on its step. */
export function labelsOf({ resource, entry, site }: CorrectionInput): Coding[] {
  const had = resource.meta?.security ?? [];
  const more = site.labels[entry.step].filter(
    ({ system, code }) => !had.some((label) => label.system === system && label.code === code),
  );
  return [...had, ...more];
}

/** The entry itself: only items that say something else change, its author and everything that the app does not know stay. */
export function amendment(input: CorrectionInput, answers: Answers): AmendEntry | undefined {
  const { entry, resource: before, how, label, authored } = input;
  const { id, meta } = before;
  if (!id || !meta?.versionId) return undefined;
  const base = { kind: 'amend-entry', step: entry.step, id, version: meta.versionId, before } as const;
  const shared = { id, ...labelled(input), ...reasoned(input), authored };
  const fullUrl = `QuestionnaireResponse/${id}`;
  if (how.kind === 'withdraw')
    return {
      ...base,
      fullUrl,
      becomes: 'entered-in-error',
      resource: { ...before, ...shared, status: 'entered-in-error' },
    };
  const changed = changedItems(entry.answers, answers);
  const had = before.item ?? [];
  const taken = itemFields(had, had, writeItems(answers, label, entry.unknown)).filter(
    ({ linkId, now, typed }) => changed.includes(linkId) && !sameItem(now, typed),
  );
  if (taken.length === 0) return undefined;
  const { item: _, ...rest } = withStaleTextGone(before);
  const item = withItems(had, taken);
  return {
    ...base,
    fullUrl,
    becomes: 'amended',
    resource: { ...rest, ...shared, status: 'amended', ...(item.length > 0 ? { item } : {}) },
  };
}

function labelled(input: CorrectionInput): Pick<QuestionnaireResponse, 'meta'> {
  const security = labelsOf(input);
  const { meta } = input.resource;
  return security.length > (meta?.security ?? []).length ? { meta: { ...meta, security } } : {};
}

/** Why, as part of the entry, so that it carries the entry's labels. An entry that is corrected in place names itself. */
function reasoned({ entry, resource, how, reason }: CorrectionInput): Pick<QuestionnaireResponse, 'extension'> {
  if (!reason) return {};
  const kind = how.kind === 'withdraw' ? 'withdraws' : 'replaces';
  const { entry: corrected, kind: as } = entry.corrects ?? { entry: entry.id, kind };
  const others = (resource.extension ?? []).filter(({ url }) => url !== CORRECTS);
  return { extension: [...others, correctionExtension({ entry: corrected, kind: as, reason })] };
}

/** A new entry, of who corrects, about the same contact. */
export function replacement(input: CorrectionInput, answers: Answers): CreateEntry | undefined {
  const { entry, how, reason, context, label, authored, uuids } = input;
  if (how.kind === 'replace' && changedItems(entry.answers, answers).length === 0) return undefined;
  const { step } = entry;
  const author = authorOf(input);
  const withdrawn = { [`s${step}.contactDate`]: [entry.contactDate] };
  const kind = how.kind === 'withdraw' ? 'withdraws' : 'replaces';
  const resource = toResponse(
    {
      id: uuids.entry,
      step,
      version: QUESTIONNAIRE_VERSION,
      contactDate: contactDateOf(input) ?? '',
      recordedAt: authored,
      status: 'completed',
      answers: how.kind === 'withdraw' ? withdrawn : answers,
      ...(how.kind === 'replace' && entry.unknown ? { unknown: entry.unknown } : {}),
      corrects: { entry: entry.id, kind, ...(reason ? { reason } : {}) },
    },
    {
      patient: `Patient/${context.patient}`,
      ...(entry.encounter ? { encounter: entry.encounter } : {}),
      authored,
      labels: labelsOf(input),
      label,
      ...(author ? { author } : {}),
    },
  );
  return { kind: 'create-entry', step, uuid: uuids.entry, fullUrl: `urn:uuid:${uuids.entry}`, resource };
}
