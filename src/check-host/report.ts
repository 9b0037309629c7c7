import { can, canBundle, type HostFacts } from '../record/can';
import { meansOf, WRITTEN_TYPES } from '../record/means';
import { takesOf } from '../record/permissions';
import type { CleanUp } from './clean-up';
import type { Finding } from './trial';

/** How the app would write a contact here, by what the host says of itself. */
export function wayFor(facts: HostFacts): string {
  const { entriesAs, persons } = takesOf(facts);
  const together = canBundle('transaction', facts).answer !== 'no';
  if (entriesAs === 'nothing') return 'read-only: nothing can be written; print and copy';
  if (entriesAs === 'documents')
    return persons
      ? 'persons-and-documents: children as persons, entries in documents'
      : 'documents: everything in documents';
  if (!persons)
    return `entries: responses only, ${together ? 'in one transaction' : 'one by one'}; children stay in the entry`;
  return together ? 'transaction: all or nothing' : 'one-by-one: each resource in turn, with a journal';
}

/** One page: what is said, what was done, what follows for the app, and what is left on the test patient. */
export function report(options: {
  /** What the host says and grants */
  readonly said: HostFacts;
  /** The same with what was learnt by trying */
  readonly learnt: HostFacts;
  readonly statementRead: boolean;
  readonly findings: readonly Finding[];
  readonly left: CleanUp;
}): string {
  const { said, learnt, statementRead, findings, left } = options;
  const [planned, found] = [wayFor(said), wayFor(learnt)];
  const says = WRITTEN_TYPES.map((type) => {
    const { conditionalCreate, change, refusesStale } = meansOf(type, said);
    const create = can(type, 'create', said);
    return `  ${type.padEnd(22)} create ${create.answer} (${create.because}), change by ${change}, conditional create ${conditionalCreate ? 'yes' : 'not said'}, stale versions ${refusesStale ? 'refused' : 'not said'}`;
  });
  const did = findings.map(({ what, did: outcome }) => `  ${what.padEnd(52)} ${outcome}`);
  return [
    `Write plan: ${found}`,
    ...(planned === found
      ? []
      : [`By what the host says it would have been: ${planned}. The app tries that once, and learns.`]),
    ...(statementRead ? [] : ['The CapabilityStatement could not be read: everything is a try.']),
    '',
    'The host says:',
    ...says,
    '',
    'It did:',
    ...did,
    '',
    'For kindreflex.config.json:',
    ...advice(said, findings).map((line) => `  ${line}`),
    '',
    `Cleaned up: ${left.deleted.length} deleted, ${left.marked.length} marked as an error or inactive, ${left.left.length} left`,
    ...(left.left.length > 0 ? [`Still there, as it was made: ${left.left.join(', ')}`] : []),
  ].join('\n');
}

function advice(facts: HostFacts, findings: readonly Finding[]): string[] {
  const did = (what: string) => findings.find((finding) => finding.what === what)?.did ?? '';
  const refused = did('QuestionnaireResponse: create').startsWith('refused');
  const json = did('DocumentReference, FHIR JSON: create');
  const labelled = did('What carries a label is found again');
  return [
    ...(refused && can('QuestionnaireResponse', 'create', facts).answer !== 'no'
      ? ['"documents": { "entries": true }: responses are refused although the host grants them']
      : []),
    ...(refused && json.startsWith('refused')
      ? ['Documents are kept as readable notes only: earlier contacts cannot be counted.']
      : []),
    ...(labelled === 'not found'
      ? ['What carries a label is not shown to this user: choose the labels with the host (labels).']
      : []),
    ...(/OVERWRITTEN/.test(did('RelatedPerson: change with a stale version'))
      ? ['Versions are not guarded: the app reads and compares right before it changes anything.']
      : []),
    ...(findings.some(({ what, did: outcome }) => what.startsWith('CORS') && outcome !== 'allowed')
      ? ['The host’s CORS rules do not let the app send all that it needs.']
      : []),
    'Nothing else is needed for what was tried.',
  ];
}
