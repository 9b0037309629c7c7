import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, inOrder, plan } from './compare';
import { type FhirServer, fhirServer, unfitBase } from './fhir-server';
import { type CanonicalResource, isR4, readResources } from './resources';

/**
 * What happened to one resource. `refused` is the server's refusal or a different resource of the same version, which is never
 * overwritten; `altered` was created, but the server stored something else than it was given.
 */
export type Outcome = {
  resource: CanonicalResource;
  result: 'created' | 'unchanged' | 'refused' | 'altered';
  reason?: string;
};

const most = 20;
const listed = (paths: string[]) =>
  paths.length > most ? `${paths.slice(0, most).join(', ')} and ${paths.length - most} more` : paths.join(', ');
const different = (paths: string[]) => `the server holds another content under this url and version: ${listed(paths)}`;

async function publishOne(server: FhirServer, resource: CanonicalResource): Promise<Outcome & { stop?: boolean }> {
  const refused = (reason: string, stop = false): Outcome & { stop?: boolean } => ({
    resource,
    result: 'refused',
    reason,
    stop,
  });
  const found = await server.search(resource);
  if (!found.ok) return refused(found.problem, found.stop);
  const decided = plan(resource, found.value);
  if (decided.step === 'leave') return { resource, result: 'unchanged' };
  if (decided.step === 'refuse') return refused(different(decided.paths));

  const answer = await server.create(resource);
  if (!answer.ok) return refused(answer.problem, answer.stop);
  const { existed, stored } = answer.value;
  if (!stored) {
    const again = await server.search(resource);
    if (!again.ok) return refused(`whether it was stored cannot be checked: ${again.problem}`, again.stop);
    const now = plan(resource, again.value);
    if (now.step === 'create') return refused('the server said that it stored the resource, but does not find it');
    if (now.step === 'leave') return { resource, result: existed ? 'unchanged' : 'created' };
    return existed ? refused(different(now.paths)) : { resource, result: 'altered', reason: listed(now.paths) };
  }
  const paths = compare(resource, stored);
  if (existed) return paths.length === 0 ? { resource, result: 'unchanged' } : refused(different(paths));
  return paths.length === 0 ? { resource, result: 'created' } : { resource, result: 'altered', reason: listed(paths) };
}

/**
 * Publishes resources to a server in an order it can take, one after the other, and goes on after a refusal. It stops early only
 * when every further request would fail alike; the resources that were not tried are then not in the result.
 */
export async function publish(
  server: FhirServer,
  resources: CanonicalResource[],
  tell: (outcome: Outcome) => void = () => {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const resource of inOrder(resources)) {
    const { stop, ...outcome } = await publishOne(server, resource);
    outcomes.push(outcome);
    tell(outcome);
    if (stop) break;
  }
  return outcomes;
}

function describe({ resource: { resourceType, id, version }, result, reason }: Outcome): string {
  const altered = result === 'altered' ? 'the server stored it differently: ' : '';
  return `${result.padEnd(9)} ${resourceType}/${id} ${version}${reason ? `: ${altered}${reason}` : ''}`;
}

async function run(args: string[], folder: string): Promise<void> {
  const options = { to: { type: 'string' }, 'token-file': { type: 'string' } } as const;
  const { to, 'token-file': tokenFile } = parseArgs({ args, options }).values;
  if (!to) throw new Error('Usage: npm run publish-resources -- --to <FHIR base> [--token-file <file>]');
  const token = tokenFile === undefined ? undefined : readFileSync(tokenFile, 'utf8').trim();
  const unfit = unfitBase(to, token !== undefined);
  if (unfit) throw new Error(unfit);
  const { resources } = readResources(folder);
  const server = fhirServer(to, token);
  const checked = await server.check();
  if (!checked.ok) throw new Error(`Nothing was published: ${checked.problem}.`);

  for (const { resourceType, id } of resources.filter((resource) => !isR4(resource)))
    console.log(`left out  ${resourceType}/${id}: not an R4 resource`);
  const all = resources.filter(isR4);
  const outcomes = await publish(server, all, (outcome) => console.log(describe(outcome)));
  const count = (result: Outcome['result']) => outcomes.filter((outcome) => outcome.result === result).length;
  const [refused, altered, untried] = [count('refused'), count('altered'), all.length - outcomes.length];
  const more = [altered > 0 ? `, ${altered} altered` : '', untried > 0 ? `, ${untried} not tried` : ''].join('');
  console.log(`${count('created')} created, ${count('unchanged')} unchanged, ${refused} refused${more}`);
  console.log('Compared without id and meta, and without text where the resource has none of its own.');
  if (refused + altered + untried > 0) process.exitCode = 1;
}

/**
 * `npm run publish-resources -- --to <FHIR base> [--token-file <file>]`: loads the canonical resources into a FHIR R4 server.
 * Sets a failing exit code, with a sentence, when anything is refused. `folder` is for tests.
 */
export async function main(
  args: string[],
  folder = join(import.meta.dirname, '..', '..', 'fhir-resources'),
): Promise<void> {
  try {
    await run(args, folder);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
