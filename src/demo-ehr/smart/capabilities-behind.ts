import type { CapabilityStatement } from 'fhir/r4';

/** The statement of a FHIR server behind the authorization server: under our address, without what is not let through. */
export function capabilitiesBehind(statement: CapabilityStatement, base: string): CapabilityStatement {
  const copy: CapabilityStatement = { ...statement };
  if (statement.implementation) copy.implementation = { ...statement.implementation, url: base };
  const rest = statement.rest?.map(({ operation: _operations, ...each }) => {
    const interaction = each.interaction?.filter(({ code }) => code === 'transaction' || code === 'batch');
    const resource = each.resource?.map(({ operation: _operation, ...type }) => ({
      ...type,
      conditionalUpdate: false,
      conditionalDelete: 'not-supported' as const,
    }));
    return { ...each, ...(interaction ? { interaction } : {}), ...(resource ? { resource } : {}) };
  });
  if (rest) copy.rest = rest;
  return copy;
}
