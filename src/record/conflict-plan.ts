import type { Change, CreateProvenance, IntendedWrite } from './intended';
import type { SavePlan, WritePlan } from './write-plan';

/**
 * The plan with what a person chose after a conflict, by `fullUrl`; undefined leaves a change out. Who wrote it then names what is
 * still written and no more: a target outside the save would stop it.
 */
export function withChoices(plan: SavePlan, choices: ReadonlyMap<string, Change | undefined>): WritePlan {
  const planned = new Set(plan.writes.map(({ fullUrl }) => fullUrl));
  // A change that fills nothing any more is not planned again, but a person may have chosen it.
  const more = [...choices].flatMap(([fullUrl, change]) => (change && !planned.has(fullUrl) ? [change] : []));
  const kept = plan.writes.flatMap((write): IntendedWrite[] =>
    choices.has(write.fullUrl) ? asList(choices.get(write.fullUrl)) : [write],
  );
  const provenances = kept.filter((write) => write.kind === 'create-provenance');
  const others = [...more, ...kept.filter((write) => write.kind !== 'create-provenance')];
  if (others.length === 0) return { kind: 'nothing', leftOut: plan.leftOut };
  // What is about persons alone carries no label.
  const forMore = provenances.find(({ resource }) => !resource.meta?.security?.length) ?? provenances[0];
  const written = new Set(others.map(({ fullUrl }) => fullUrl));
  const about = provenances.flatMap((one) =>
    asList(narrowed(one, written, one === forMore ? more.map(({ fullUrl }) => fullUrl) : [])),
  );
  return { ...plan, writes: [...others, ...about] };
}

const asList = <T>(one: T | undefined): T[] => (one === undefined ? [] : [one]);

function narrowed(
  write: CreateProvenance,
  written: ReadonlySet<string>,
  more: readonly string[],
): CreateProvenance | undefined {
  const target = [
    ...write.resource.target.filter(({ reference }) => written.has(reference ?? '')),
    ...more.map((reference) => ({ reference })),
  ];
  return target.length > 0 ? { ...write, resource: { ...write.resource, target } } : undefined;
}
