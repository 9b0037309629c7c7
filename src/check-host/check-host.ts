import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createFhirClient } from '../fhir/client';
import { trimBase } from '../fhir/reference';
import { createWritingClient } from '../fhir/writing-client';
import { parseScopes } from '../session/scopes';
import { adviceFor } from './advice';
import { cleanUp, type Remove } from './clean-up';
import { tryCors } from './cors';
import { type Made, nothingMade, toldOf } from './made';
import { patientFetch, type Wait } from './patient-fetch';
import { inWords, wayFor } from './planned';
import { type CheckConfig, readCheckConfig } from './read-check-config';
import { report } from './report';
import { samplesFor } from './samples';
import { isTestPatient } from './test-patient';
import { startTrial } from './trial';
import { tryHost } from './try-host';

const usage = 'npm run check-host -- <configuration.json> [--yes-this-is-a-test-patient]';

/**
 * `npm run check-host -- <configuration>`: writes, reads back and tells on one page what this host can do, then cleans up. The
 * access token is read from KINDREFLEX_CHECK_TOKEN and never shown; without one the server is taken to be open. Exit code 1, with
 * a sentence, when it could not begin or broke off; what it had made by then is listed.
 */
export async function main(args: string[]): Promise<void> {
  const asked = argumentsOf(args);
  if (!asked) return stop(`Usage: ${usage}`);
  const text = read(asked.file);
  if (text === undefined) return stop('The configuration file cannot be read.');
  const config = readCheckConfig(text);
  if (!config.ok) return stop(`The configuration has mistakes:\n${config.error.map((one) => `  ${one}`).join('\n')}`);
  const token = process.env.KINDREFLEX_CHECK_TOKEN?.trim() || undefined;
  if (token && !/^[\x21-\x7e]+$/.test(token)) return stop('KINDREFLEX_CHECK_TOKEN does not hold an access token.');

  const made = nothingMade();
  const interrupted = () => {
    stop(['Interrupted. Nothing was cleaned up.', ...toldOf(made)].join('\n'));
    process.exit();
  };
  process.once('SIGINT', interrupted);
  try {
    const page = await checkHost(config.value, token, asked.confirmed, { made });
    if (page.ok) console.log(page.text);
    else stop(page.text);
  } catch {
    stop(['The check broke off. Nothing was cleaned up.', ...toldOf(made)].join('\n'));
  } finally {
    process.off('SIGINT', interrupted);
  }
}

function argumentsOf(args: string[]): { readonly file: string; readonly confirmed: boolean } | undefined {
  try {
    const options = { 'yes-this-is-a-test-patient': { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [file, more] = positionals;
    if (file === undefined || more !== undefined) return undefined;
    return { file, confirmed: values['yes-this-is-a-test-patient'] ?? false };
  } catch {
    return undefined;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function stop(problem: string): void {
  console.error(problem);
  process.exitCode = 1;
}

export interface CheckOptions {
  /** Kept up to date while the check runs */
  readonly made?: Made;
  /** How to wait where the host asks for it; by default really, and saying so */
  readonly wait?: Wait;
}

const reallyWait: Wait = async (seconds) => {
  console.error(`The host asks to wait ${seconds} s.`);
  await pause(seconds * 1000);
};

/** Checks one host; `ok` false when it was not begun, and nothing was written. */
export async function checkHost(
  config: CheckConfig,
  token: string | undefined,
  confirmed: boolean,
  { made = nothingMade(), wait = reallyWait }: CheckOptions = {},
): Promise<{ readonly ok: boolean; readonly text: string }> {
  const base = trimBase(config.iss);
  let waited = 0;
  const get = patientFetch(async (seconds) => {
    waited += seconds;
    await wait(seconds);
  });
  const accessToken = token === undefined ? {} : { accessToken: async () => token };
  // Each attempt has its own, shorter limit: what counts here is the time with the waiting in between.
  const client = createFhirClient({ base, ...accessToken, fetch: get, timeoutMs: 900_000 });
  const patient = await client.read('Patient', config.patient);
  if (!patient.ok) {
    const hint = patient.error.status === 401 ? ' It wants an access token in KINDREFLEX_CHECK_TOKEN.' : '';
    return { ok: false, text: `The patient cannot be read (${patient.error.code}).${hint}` };
  }
  if (!confirmed && !isTestPatient(patient.value)) return { ok: false, text: notForPeople };
  const statement = await createWritingClient(client.wire).capabilities();
  const capabilities = statement.ok ? statement.value : undefined;
  const facts = { capabilities, scopes: parseScopes(config.scopes), refused: [] };
  const samples = samplesFor(config);
  const trial = startTrial(client, config.patient, facts, made);
  await tryHost(trial, samples);
  if (config.origin && !trial.gone) await tryCors(trial, config.origin, get);
  const left = await cleanUp(trial, remover(base, token, get));
  const learnt = { ...facts, refused: trial.learnt.refused };
  const text = report({
    base,
    patient: config.patient,
    withToken: token !== undefined,
    statementRead: statement.ok,
    planned: inWords(wayFor(facts, samples, patient.value)),
    found: `${inWords(wayFor(learnt, samples, patient.value))}${trial.learnt.entryUnfit ? '; BUT ENTRIES ARE REFUSED' : ''}`,
    findings: trial.findings,
    waited,
    advice: adviceFor(trial),
    left,
  });
  return { ok: true, text };
}

const notForPeople =
  'This does not look like a test patient (no word such as "test" or "proef" in the name or an identifier, no label HTEST). ' +
  'The check writes things that a host may not let anyone take away again, so it never runs on the record of a real person. ' +
  `If this is a test patient all the same: ${usage}`;

const remover =
  (base: string, token: string | undefined, get: typeof fetch): Remove =>
  async (place) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await get(`${base}/${place}`, { method: 'DELETE', headers, redirect: 'manual' }).catch(
      () => undefined,
    );
    return answer?.ok ?? false;
  };
