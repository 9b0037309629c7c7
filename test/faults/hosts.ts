import type { ProfileName } from '../../src/demo-ehr/profiles/profiles';
import type { Refused } from '../../src/record/can';
import type { SiteConfig } from '../../src/session/site-config';

/** One kind of host to save in: a profile of the demo EHR, and what the site and the session know of it. */
export interface TestHost {
  readonly name: string;
  readonly profile: ProfileName;
  readonly documents?: Partial<SiteConfig['documents']>;
  readonly withheldScopes?: readonly string[];
  /** What this session has learnt before */
  readonly learnt?: readonly Refused[];
  readonly writesPerMinute?: number;
  /** The site has loaded our Questionnaires into the host */
  readonly hasQuestionnaires?: boolean;
  /** It takes nothing of a contact, and the person is told so before or by the save */
  readonly takesNothing?: boolean;
  /** It looks at no If-Match: between the last look and the change nothing guards a colleague's work, and the review says so */
  readonly ignoresVersions?: boolean;
}

const NOTES = { notes: true, portalWithholds: true };
const NO_TRANSACTION: readonly Refused[] = [{ type: 'Bundle', operation: 'transaction' }];

/** Every profile; some twice, where the site or what was learnt makes another plan of it. */
export const HOSTS: readonly TestHost[] = [
  { name: 'full', profile: 'full' },
  { name: 'full, with notes', profile: 'full', documents: NOTES },
  {
    name: 'full, documents only',
    profile: 'full',
    documents: NOTES,
    withheldScopes: ['patient/QuestionnaireResponse.cu', 'patient/RelatedPerson.cu'],
  },
  { name: 'epic-like', profile: 'epic-like' },
  { name: 'epic-like, with notes', profile: 'epic-like', documents: NOTES },
  { name: 'oracle-like', profile: 'oracle-like', documents: { portalWithholds: true } },
  { name: 'meditech-like', profile: 'meditech-like' },
  { name: 'athena-like', profile: 'athena-like' },
  { name: 'no-transaction', profile: 'no-transaction' },
  { name: 'ignores-if-match', profile: 'ignores-if-match', ignoresVersions: true },
  {
    name: 'ignores-if-match, one by one',
    profile: 'ignores-if-match',
    ignoresVersions: true,
    learnt: NO_TRANSACTION,
  },
  { name: 'drops-unknown-elements-and-labels', profile: 'drops-unknown-elements-and-labels' },
  { name: 'drops, one by one', profile: 'drops-unknown-elements-and-labels', learnt: NO_TRANSACTION },
  { name: 'filters-by-label', profile: 'filters-by-label' },
  { name: 'filters-by-label, one by one', profile: 'filters-by-label', learnt: NO_TRANSACTION },
  { name: 'refuses-unknown-questionnaire', profile: 'refuses-unknown-questionnaire', takesNothing: true },
  { name: 'refuses-unknown, ours loaded', profile: 'refuses-unknown-questionnaire', hasQuestionnaires: true },
  { name: 'slow', profile: 'slow' },
  { name: 'rate-limited', profile: 'rate-limited', writesPerMinute: 1 },
  { name: 'rate-limited, one by one', profile: 'rate-limited', writesPerMinute: 5, learnt: NO_TRANSACTION },
  { name: 'read-only', profile: 'read-only', takesNothing: true },
  { name: 'fewer-scopes', profile: 'fewer-scopes' },
];
