import { can, type HostFacts, statedFor } from './can';

export const WRITTEN_TYPES = ['QuestionnaireResponse', 'RelatedPerson', 'DocumentReference', 'Provenance'] as const;
export type WrittenType = (typeof WRITTEN_TYPES)[number];

/** What a save needs to know of writing one type in this host: plain JSON, kept in the plan */
export interface Means {
  /** It says that it honours If-None-Exist */
  readonly conditionalCreate: boolean;
  /** It may be searched by our identifier or tag after an answer was lost */
  readonly search: boolean;
  readonly read: boolean;
  readonly change: 'update' | 'patch' | 'none';
  /** It says that it refuses a stale version (versioning is `versioned-update`) */
  readonly refusesStale: boolean;
}

export function meansOf(type: WrittenType, facts: HostFacts): Means {
  const may = (operation: Parameters<typeof can>[1]) => can(type, operation, facts).answer;
  const stated = statedFor(facts.capabilities, type);
  const change = may('update') === 'yes' ? 'update' : may('patch') === 'yes' ? 'patch' : undefined;
  return {
    conditionalCreate: stated?.conditionalCreate === true,
    search: may('search') !== 'no',
    read: may('read') !== 'no',
    change: change ?? (may('update') === 'unknown' ? 'update' : may('patch') === 'unknown' ? 'patch' : 'none'),
    refusesStale: stated?.versioning === 'versioned-update',
  };
}
