import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r4';
import { offers, type Profile } from './profiles';

const readingTypes = ['Questionnaire', 'PlanDefinition', 'CodeSystem', 'ValueSet', 'StructureDefinition'];

/** The CapabilityStatement of a host with this profile, made from that of the store behind it. */
export function stated(statement: CapabilityStatement, profile: Profile): CapabilityStatement {
  const rest = statement.rest?.map((each) => ({
    ...each,
    ...(each.interaction
      ? {
          interaction: each.interaction.filter(({ code }) => profile.transaction !== false || code === 'search-system'),
        }
      : {}),
    ...(each.resource ? { resource: each.resource.flatMap((resource) => statedType(resource, profile)) } : {}),
  }));
  return rest ? { ...statement, rest } : statement;
}

function statedType(resource: CapabilityStatementRestResource, profile: Profile): CapabilityStatementRestResource[] {
  const offered: readonly string[] = offers(profile, resource.type);
  const isNamed = profile.types === undefined || resource.type in profile.types;
  // A host that offers few types does not list those that it has no use for.
  if (!isNamed && profile.others === 'reading' && (isWritten(resource.type) || readingTypes.includes(resource.type)))
    return profile.types && Object.keys(profile.types).length === 0 ? [readOnly(resource, profile)] : [];
  const { versioning: _, conditionalCreate, ...others } = resource;
  return [
    {
      ...others,
      interaction: (resource.interaction ?? []).filter(({ code }) => offered.includes(code)),
      ...(profile.versioning ? { versioning: profile.versioning } : {}),
      ...(profile.conditionalCreate === false ? {} : conditionalCreate === undefined ? {} : { conditionalCreate }),
    },
  ];
}

const isWritten = (type: string) =>
  ['RelatedPerson', 'QuestionnaireResponse', 'DocumentReference', 'Provenance'].includes(type);

function readOnly(resource: CapabilityStatementRestResource, profile: Profile): CapabilityStatementRestResource {
  const { versioning: _, conditionalCreate: _conditional, ...others } = resource;
  const interaction = (resource.interaction ?? []).filter(({ code }) => code === 'read' || code === 'search-type');
  return { ...others, interaction, ...(profile.versioning ? { versioning: profile.versioning } : {}) };
}
