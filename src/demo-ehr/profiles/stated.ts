import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r4';
import { offers, type Profile } from './profiles';

/** The CapabilityStatement of a host with this profile, made from that of the store behind it. */
export function stated(statement: CapabilityStatement, profile: Profile): CapabilityStatement {
  const rest = statement.rest?.map(({ interaction, resource, ...each }) => ({
    ...each,
    // FHIR knows no empty list: where no Bundle is taken, the statement is silent.
    ...(interaction && profile.refusesBundles === undefined ? { interaction } : {}),
    ...(resource ? { resource: resource.flatMap((type) => statedType(type, profile)) } : {}),
  }));
  const isPatched = rest?.some(({ resource }) =>
    resource?.some(({ interaction }) => interaction?.some(({ code }) => code === 'patch')),
  );
  const { patchFormat, ...others } = statement;
  return { ...others, ...(patchFormat && isPatched ? { patchFormat } : {}), ...(rest ? { rest } : {}) };
}

function statedType(resource: CapabilityStatementRestResource, profile: Profile): CapabilityStatementRestResource[] {
  const offered: readonly string[] = offers(profile, resource.type);
  if (offered.length === 0) return [];
  const { versioning, conditionalCreate, interaction, searchParam, ...others } = resource;
  const searched = profile.searchableBy?.[resource.type];
  const isSearched = offered.includes('search-type');
  const says = profile.says ?? { versioning, conditionalCreate };
  return [
    {
      ...(isNarrow(profile) ? { type: resource.type } : others),
      ...(interaction ? { interaction: interaction.filter(({ code }) => offered.includes(code)) } : {}),
      ...(says.versioning === undefined ? {} : { versioning: says.versioning }),
      ...(says.conditionalCreate === undefined ? {} : { conditionalCreate: says.conditionalCreate }),
      ...(searchParam && isSearched
        ? { searchParam: searchParam.filter(({ name }) => searched?.includes(name) ?? true) }
        : {}),
    },
  ];
}

/** Where less is offered, what the store behind says of history and of updates that create is no longer true. */
const isNarrow = ({ others = 'everything' }: Profile) => others !== 'everything';
