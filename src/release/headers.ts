import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseSiteConfig, type SiteConfig } from '../session/site-config';
import { caddyHeaders, nginxHeaders, responseHeaders } from './response-headers';

const usage = 'npm run headers -- <kindreflex.config.json> [--ancestor <origin of the record system’s pages>]';

/**
 * `npm run headers -- kindreflex.config.json`: prints the response headers for nginx and for Caddy that fit this configuration. A
 * mistake is told in a sentence, with exit code 1.
 */
export async function main(args: string[]): Promise<void> {
  const read = readArguments(args);
  const config = 'problem' in read ? read : readConfig(read.file);
  const problem = 'problem' in read ? read.problem : 'problem' in config ? config.problem : undefined;
  if (problem !== undefined || 'problem' in read || 'problem' in config) {
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  const headers = responseHeaders(config, read.ancestors);
  if (read.ancestors.length === 0)
    console.log(
      '# Framed by the origins of the FHIR servers alone: where the pages of the record system have another origin, give it with --ancestor.\n',
    );
  console.log(`# nginx\n${nginxHeaders(headers)}\n\n# Caddy\n${caddyHeaders(headers)}`);
}

type Problem = { readonly problem: string };

function readArguments(args: string[]): { readonly file: string; readonly ancestors: string[] } | Problem {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ancestor: { type: 'string', multiple: true } },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    const ancestors = values.ancestor ?? [];
    if (file === undefined || more.length > 0) return { problem: `Usage: ${usage}` };
    const wrong = ancestors.find((one) => !URL.canParse(one) || new URL(one).origin !== one);
    return wrong === undefined
      ? { file, ancestors }
      : { problem: `This is no origin such as https://ehr.example.org: ${wrong}` };
  } catch {
    return { problem: `Usage: ${usage}` };
  }
}

function readConfig(file: string): SiteConfig | Problem {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { problem: `The configuration cannot be read: ${file}` };
  }
  try {
    const read = parseSiteConfig(JSON.parse(text));
    if (read.ok) return read.value;
    const problems = read.error.problems.map(({ path, expected }) => `  ${path}: expected ${expected}`);
    return { problem: `The configuration has mistakes:\n${problems.join('\n')}` };
  } catch {
    return { problem: `The configuration is not JSON: ${file}` };
  }
}
