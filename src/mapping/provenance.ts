import type { Coding, Provenance } from 'fhir/r4';
import { IDENTIFIER_SYSTEM } from './canonical';

const PARTICIPANT = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';

const ASSEMBLER = 'Kindreflex on FHIR';

/** Whether this app put it there, which the display of its assembler tells also where a host drops tags. */
export const isAssembledHere = ({ agent }: Provenance): boolean => agent.some(({ who }) => who.display === ASSEMBLER);

/**
 * Who wrote what. R4 gives Provenance no identifier, so the UUID that makes a retry safe is a tag. It carries the labels of
 * what it is about: a list of labelled entries is itself sensitive.
 */
export function toProvenance(options: {
  readonly uuid: string;
  readonly targets: readonly string[];
  readonly author: string;
  readonly recorded: string;
  readonly labels: readonly Coding[];
}): Provenance {
  const { uuid, targets, author, recorded, labels } = options;
  return {
    resourceType: 'Provenance',
    meta: {
      tag: [{ system: IDENTIFIER_SYSTEM, code: uuid }],
      ...(labels.length > 0 ? { security: [...labels] } : {}),
    },
    target: targets.map((reference) => ({ reference })),
    recorded,
    agent: [
      { type: { coding: [{ system: PARTICIPANT, code: 'author' }] }, who: { reference: author } },
      { type: { coding: [{ system: PARTICIPANT, code: 'assembler' }] }, who: { display: ASSEMBLER } },
    ],
  };
}
