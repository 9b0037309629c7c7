import { STEPS, type Step } from '../plan/entry';
import type { SiteConfig } from '../session/site-config';
import { type Ability, can, type HostFacts, type Operation } from './can';
import type { Permissions } from './intend';
import type { Permission } from './intend-children';
import { meansOf } from './means';

/** The person's answers where the site configuration says `ask` */
export interface Consent {
  readonly concernEntries?: boolean;
  readonly relatedPersons?: boolean;
}

/** What the host takes of the three things that a contact may leave */
export interface Takes {
  /** As responses where it takes them, else in documents, else not at all */
  readonly entriesAs: 'responses' | 'documents' | 'nothing';
  readonly persons: boolean;
  readonly documents: boolean;
  /** It said so itself, rather than saying nothing */
  readonly certain: boolean;
}

export function takesOf(facts: HostFacts): Takes {
  const create = (type: string) => can(type, 'create', facts).answer;
  const [response, document] = [create('QuestionnaireResponse'), create('DocumentReference')];
  const entriesAs = response !== 'no' ? 'responses' : document !== 'no' ? 'documents' : 'nothing';
  return {
    entriesAs,
    persons: create('RelatedPerson') !== 'no',
    documents: document === 'yes',
    certain: (entriesAs === 'responses' ? response : document) === 'yes',
  };
}

const CONCERN: readonly Step[] = [2, 4, 5, 6];

/** The site's wish, the person's answer and the host's abilities, put together. */
export function permissionsOf(
  takes: Takes,
  facts: HostFacts,
  site: Pick<SiteConfig, 'concernEntries' | 'relatedPersons' | 'documents'>,
  consent: Consent,
): Permissions {
  const able = (type: string, operation: Operation) => can(type, operation, facts);
  const persons = wished(site.relatedPersons, consent.relatedPersons);
  const both = (wish: Permission, ability: Ability): Permission => (wish === 'yes' ? permitted(ability) : wish);
  const concern = wished(site.concernEntries, consent.concernEntries);
  const entry = (step: Step): Permission => {
    if (takes.entriesAs === 'nothing') return 'read-only';
    if (!CONCERN.includes(step)) return 'yes';
    const shown = takes.entriesAs === 'documents' && !site.documents.portalWithholds;
    return concern === 'yes' && shown ? 'portal-may-show' : concern;
  };
  const provenance = able('Provenance', 'create');
  return {
    entry: Object.fromEntries(STEPS.map((step) => [step, entry(step)])) as Record<Step, Permission>,
    createChild: both(persons, able('RelatedPerson', 'create')),
    mergeChild: persons === 'yes' ? changes(facts) : persons,
    // It must never be what makes a save fail, so it is not tried on the off chance.
    provenance: provenance.answer === 'unknown' ? 'not-supported' : permitted(provenance),
  };
}

function changes(facts: HostFacts): Permission {
  const means = meansOf('RelatedPerson', facts);
  return means.change === 'none' ? permitted(can('RelatedPerson', 'update', facts)) : 'yes';
}

const wished = (wish: SiteConfig['concernEntries'], confirmed: boolean | undefined): Permission =>
  wish === 'refuse' ? 'site-refuses' : wish === 'ask' && confirmed !== true ? 'not-confirmed' : 'yes';

const permitted = ({ answer, because }: Ability): Permission =>
  answer !== 'no' ? 'yes' : because === 'not-granted' ? 'not-granted' : 'not-supported';
