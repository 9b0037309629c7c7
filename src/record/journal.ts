import type { SavePlan } from './write-plan';

/** How far one write has come, as far as this browser knows. */
export type Progress =
  /** It went out; until an answer comes it may be in the record or not */
  | { readonly state: 'sent' }
  | { readonly state: 'stored'; readonly reference: string; readonly version?: string }
  | { readonly state: 'refused' };

/**
 * What a save set out to write and how far it came: plain JSON, kept with the draft. With it a save goes on after a lost
 * connection, a reload or a crash, and repeats nothing that is done.
 */
export interface Journal {
  readonly plan: SavePlan;
  /** By `fullUrl`; absent: not yet begun */
  readonly steps: Readonly<Record<string, Progress>>;
}
