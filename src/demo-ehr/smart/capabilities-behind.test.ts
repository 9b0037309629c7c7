import type { CapabilityStatement } from 'fhir/r4';
import { expect, test } from 'vitest';
import { capabilitiesBehind } from './capabilities-behind';

test('what is not let through is not stated; the rest is', () => {
  const operation = [{ name: 'expunge', definition: 'http://127.0.0.1:1/fhir/OperationDefinition/expunge' }];
  const statement: CapabilityStatement = {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-25',
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json'],
    implementation: { description: 'x', url: 'http://127.0.0.1:1/fhir' },
    rest: [
      {
        mode: 'server',
        operation,
        interaction: [{ code: 'transaction' }, { code: 'history-system' }],
        resource: [
          {
            type: 'Patient',
            operation,
            interaction: [{ code: 'read' }],
            conditionalCreate: true,
            conditionalUpdate: true,
          },
        ],
      },
    ],
  };
  const behind = capabilitiesBehind(statement, 'http://localhost/fhir');
  expect(JSON.stringify(behind)).not.toContain('127.0.0.1');
  expect(behind.rest).toEqual([
    {
      mode: 'server',
      interaction: [{ code: 'transaction' }],
      resource: [
        {
          type: 'Patient',
          interaction: [{ code: 'read' }],
          conditionalCreate: true,
          conditionalUpdate: false,
          conditionalDelete: 'not-supported',
        },
      ],
    },
  ]);
});
