import type { WrittenType } from '../record/means';

/** What the check brought into the record, kept from the first request on: whatever happens afterwards, it can be told. */
export interface Made {
  /** `Type/id` of what the host said that it made */
  readonly places: Set<string>;
  /** What was sent without a clear answer, by its own UUID: it may be there */
  readonly unanswered: Map<string, WrittenType>;
}

export const nothingMade = (): Made => ({ places: new Set(), unanswered: new Map() });

/** For a report, or for the last words of a check that broke off. */
export function toldOf({ places, unanswered }: Made): string[] {
  return [
    ...(places.size > 0 ? [`Made: ${[...places].join(', ')}`] : []),
    ...[...unanswered].map(([uuid, type]) => `Perhaps made: ${type} with the number ${uuid}`),
  ];
}
