import type { QuestionnaireResponse } from 'fhir/r4';
import { QUESTIONNAIRE_VERSION } from '../mapping/canonical';
import { fromResponse } from '../mapping/response';
import { unreadItems } from '../mapping/unread';
import type { Entry } from '../plan/entry';
import { isLinkId } from '../plan/link-ids';
import { namesResource } from './about-patient';
import type { Found } from './host';
import type { Gap } from './loaded';
import { gapsOf, type Reader } from './read-lists';
import type { Entries } from './snapshot';

/** The entries among the responses; those of other Questionnaires are no gap, because they are not part of the plan. */
export function readEntries(found: Found<QuestionnaireResponse>, reader: Reader): Entries {
  const own = found.resources.filter(({ subject }) => namesResource(reader.base, subject, 'Patient', reader.patient));
  const read = own.flatMap((resource) => {
    const entry = fromResponse(resource);
    return entry ? [{ resource, entry }] : [];
  });
  return {
    resources: read.map(({ resource }) => resource),
    entries: read.map(({ entry }) => entry),
    notOurs: own.length - read.length,
    gaps: [
      ...gapsOf(found, 'QuestionnaireResponse', reader, found.resources.length - own.length + (found.foreign ?? 0), 0),
      ...(found.onlyNotes ? [{ reason: 'only-notes' as const, count: found.onlyNotes }] : []),
      ...notUnderstood(read.map(({ entry }) => entry)),
    ],
  };
}

/** Per step the entries whose answers are not all understood: what seems to be missing may stand in them. */
function notUnderstood(entries: readonly Entry[]): Gap[] {
  const counts = new Map<Entry['step'], number>();
  for (const entry of entries) {
    const unread = unreadItems(entry);
    // A stranger's item in a version that we know is no answer of ours; one of ours with another kind of value is.
    const missing = isNewer(entry.version) ? unread.length > 0 : unread.some(({ linkId }) => isLinkId(linkId));
    if (missing) counts.set(entry.step, (counts.get(entry.step) ?? 0) + 1);
  }
  return [...counts].map(([step, count]) => ({ reason: 'newer-version', count, step }));
}

const numbers = (version: string): number[] => version.split('.').map((part) => Number.parseInt(part, 10) || 0);

/** Semver order on the three numbers; a version that is not named is not newer. */
export function isNewer(version: string | undefined, than: string = QUESTIONNAIRE_VERSION): boolean {
  if (version === undefined) return false;
  const [a, b] = [numbers(version), numbers(than)];
  const at = [0, 1, 2].find((index) => (a[index] ?? 0) !== (b[index] ?? 0));
  return at !== undefined && (a[at] ?? 0) > (b[at] ?? 0);
}
