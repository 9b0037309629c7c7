import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createFhirClient } from '../fhir/client';
import { trimBase } from '../fhir/reference';
import { createWritingClient } from '../fhir/writing-client';
import { parseScopes } from '../session/scopes';
import { cleanUp } from './clean-up';
import { checkCors } from './cors';
import { type CheckConfig, readCheckConfig } from './read-check-config';
import { report } from './report';
import { samplesFor } from './samples';
import { tryHost } from './trial';

const usage = 'npm run check-host -- <configuration.json> [--yes-this-is-a-test-patient]';

/**
 * `npm run check-host -- <configuration>`: writes, reads back and tells on one page what this host can do, then cleans up. The
 * access token is read from KINDREFLEX_CHECK_TOKEN and never shown; without one the server is taken to be open.
 */
export async function main(args: string[]): Promise<void> {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { 'yes-this-is-a-test-patient': { type: 'boolean' } },
      allowPositionals: true,
    });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) return stop(`Usage: ${usage}`);
    const config = readCheckConfig(readFileSync(file, 'utf8'));
    if (!config.ok) return stop(`The configuration has mistakes:\n${config.error.map((one) => `  ${one}`).join('\n')}`);
    const token = process.env.KINDREFLEX_CHECK_TOKEN;
    const page = await checkHost(config.value, token, values['yes-this-is-a-test-patient'] ?? false);
    if (page.ok) console.log(page.text);
    else stop(page.text);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    stop(missing ? 'The configuration file cannot be read.' : `Usage: ${usage}`);
  }
}

function stop(problem: string): void {
  console.error(problem);
  process.exitCode = 1;
}

/** Checks one host; `ok` false when it was not begun. */
export async function checkHost(
  config: CheckConfig,
  token: string | undefined,
  confirmed: boolean,
): Promise<{ readonly ok: boolean; readonly text: string }> {
  const base = trimBase(config.iss);
  const client = createFhirClient({ base, ...(token === undefined ? {} : { accessToken: async () => token }) });
  const patient = await client.read('Patient', config.patient);
  if (!patient.ok) return { ok: false, text: `The patient cannot be read (${patient.error.code}).` };
  // It leaves traces where the host does not let them be taken away: never on someone's record by a slip of the pen.
  if (!confirmed && !/\b(test|proef|demo)/i.test(JSON.stringify(patient.value.name ?? '')))
    return { ok: false, text: `This does not look like a test patient. If it is one: ${usage}` };
  const statement = await createWritingClient(client.wire).capabilities();
  const said = {
    capabilities: statement.ok ? statement.value : undefined,
    scopes: parseScopes(config.scopes),
    refused: [],
  };
  const samples = samplesFor(config, () => crypto.randomUUID(), new Date().toISOString());
  const { findings, made, refused } = await tryHost(client, samples);
  const cors = config.origin ? await checkCors(base, config.origin, fetch) : [];
  const left = await cleanUp(client, made, async (place) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return fetch(`${base}/${place}`, { method: 'DELETE', headers, redirect: 'error' }).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  return {
    ok: true,
    text: report({
      said,
      learnt: { ...said, refused },
      statementRead: statement.ok,
      findings: [...findings, ...cors],
      left,
    }),
  };
}
