import type {
  CapabilityStatement,
  CapabilityStatementRestResource,
  CapabilityStatementRestResourceSearchParam,
} from 'fhir/r4';
import { type SearchParameter, searchParameters } from './search-parameters';

const interactions = [
  'read',
  'vread',
  'update',
  'patch',
  'delete',
  'history-instance',
  'history-type',
  'create',
  'search-type',
] as const;

/** What this store really does, per type; built from the same tables that do it. */
export function capabilityStatement(base: string, now: Date): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: now.toISOString(),
    kind: 'instance',
    software: { name: 'Kindreflex demo EHR', version: '0.1.0' },
    implementation: { description: 'Demo EHR with fictional persons; not a conformant server', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    patchFormat: ['application/json-patch+json'],
    rest: [
      {
        mode: 'server',
        interaction: [{ code: 'transaction' }, { code: 'batch' }],
        resource: Object.entries(searchParameters).map(([type, parameters]) => resourceOf(type, parameters)),
      },
    ],
  };
}

const resourceOf = (
  type: string,
  parameters: Readonly<Record<string, SearchParameter>>,
): CapabilityStatementRestResource => ({
  type: type as CapabilityStatementRestResource['type'],
  interaction: interactions.map((code) => ({ code })),
  versioning: 'versioned-update',
  readHistory: true,
  updateCreate: true,
  conditionalCreate: true,
  conditionalRead: 'not-match',
  conditionalUpdate: false,
  conditionalDelete: 'not-supported',
  referencePolicy: ['literal', 'enforced'],
  searchParam: Object.entries(parameters).map(([name, parameter]) => ({ name, type: typeOf(parameter) })),
});

const typeOf = ({ kind }: SearchParameter): CapabilityStatementRestResourceSearchParam['type'] =>
  kind === 'canonical' ? 'reference' : kind;
