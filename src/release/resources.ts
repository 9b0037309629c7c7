import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A FHIR resource as it stands in its file; only what a release needs to know is typed. */
export type Resource = { resourceType: string; id: string; [element: string]: unknown };

/** A resource that others refer to by its canonical url and version. */
export type CanonicalResource = Resource & { url: string; version: string };

/** A file of fhir-resources/, named by its path within that folder, such as "Questionnaire/kindreflex-1-conversation.json". */
export type ResourceFile = { file: string; text: string };

/** What fhir-resources/ holds: the canonical resources and the examples, each in the order of their file names. */
export type Release = { resources: CanonicalResource[]; examples: Resource[] };

/** SQL on FHIR's resource type is not part of R4: no R4 package and no R4 server takes it. */
export function isR4({ resourceType }: Resource): boolean {
  return resourceType !== 'ViewDefinition';
}

function parse({ file, text }: ResourceFile, problems: string[]): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    problems.push(`${file}: a resource is a JSON object; this is not.`);
  } catch (error) {
    problems.push(`${file}: this is not JSON: ${(error as Error).message}`);
  }
  return undefined;
}

/**
 * Checks what every resource must have before it can be released: it is JSON, its type and id are those of its folder and file
 * name, and a canonical resource has a url, which no other has, and a version. `problems` are sentences that name the file and
 * the element.
 */
export function checkResources(files: ResourceFile[]): Release & { problems: string[] } {
  const [resources, examples, problems]: [CanonicalResource[], Resource[], string[]] = [[], [], []];
  const fileOf = new Map<string, string>();
  for (const entry of files) {
    const { file } = entry;
    const found = parse(entry, problems);
    if (!found) continue;
    const [folder, name] = file.replace(/\.json$/, '').split('/');
    const isExample = folder === 'examples';
    const before = problems.length;
    const text = (element: string): string => {
      const value = found[element];
      if (typeof value === 'string' && value !== '') return value;
      problems.push(`${file}: ${element} is missing.`);
      return '';
    };
    const [resourceType, id] = [text('resourceType'), text('id')];
    if (id && id !== name) problems.push(`${file}: id is "${id}", but the file is named "${name}".`);
    if (isExample) {
      if (problems.length === before) examples.push({ ...found, resourceType, id });
      continue;
    }
    if (resourceType && resourceType !== folder)
      problems.push(`${file}: resourceType is "${resourceType}", but the folder is "${folder}".`);
    const [url, version] = [text('url'), text('version')];
    const other = fileOf.get(url);
    if (url && other) problems.push(`${file}: url "${url}" is also the url of ${other}.`);
    fileOf.set(url, file);
    if (problems.length === before) resources.push({ ...found, resourceType, id, url, version });
  }
  return { resources, examples, problems };
}

/** Reads fhir-resources/ from disk. Throws with every problem that `checkResources` finds, one sentence a line. */
export function readResources(folder: string): Release {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  const { problems, ...release } = checkResources(files);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return release;
}
