import type { CanonicalResource, Release, Resource } from './resources';
import { isR4 } from './resources';
import type { ArchiveFile } from './tar';

const name = 'kindreflex.fhir';
const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
const fileName = ({ resourceType, id }: Resource) => `${resourceType}-${id}.json`;

/** The elements that the package specification repeats in the index, when they are plain text. */
const indexed = [
  'resourceType',
  'id',
  'url',
  'version',
  'kind',
  'type',
  'supplements',
  'content',
  'valueSet',
  'derivation',
];

function index(resources: Resource[]) {
  const files = resources.map((resource) => ({
    filename: fileName(resource),
    ...Object.fromEntries(
      indexed.filter((key) => typeof resource[key] === 'string').map((key) => [key, resource[key]]),
    ),
  }));
  return { 'index-version': 2, files };
}

function commonVersion(resources: CanonicalResource[]): string {
  const versions = [...new Set(resources.map(({ version }) => version))];
  const [version] = versions;
  if (version === undefined) throw new Error('There is no resource to package.');
  if (versions.length === 1) return version;
  const named = versions.map((each) => `${each} (${resources.find((resource) => resource.version === each)?.url})`);
  throw new Error(`A package has one version, but the resources have several: ${named.join(', ')}.`);
}

/**
 * The files of the FHIR NPM package (https://hl7.org/fhir/packages.html), in the order in which they are archived. The package
 * has the version that all its resources share; resources that are not R4 stay out. Throws when the versions differ.
 */
export function fhirPackage(
  { resources, examples }: Release,
  license: string,
): { name: string; version: string; files: ArchiveFile[] } {
  const released = resources.filter(isR4);
  const version = commonVersion(released);
  const manifest = {
    name,
    version,
    title: 'Kindreflex on FHIR',
    description:
      'The six steps of the Kindreflex as FHIR R4 Questionnaires, with their PlanDefinition, code systems and examples.',
    type: 'Conformance',
    fhirVersions: ['4.0.1'],
    canonical: 'https://w3id.org/kindreflex',
    license,
    author: 'Kindreflex on FHIR',
    dependencies: { 'hl7.fhir.r4.core': '4.0.1', 'hl7.fhir.uv.sdc': '4.0.0' },
    directories: { lib: 'package', example: 'example' },
  };
  const folder = (path: string, all: Resource[]): ArchiveFile[] => [
    { path: `${path}/.index.json`, bytes: json(index(all)) },
    ...all.map((resource) => ({ path: `${path}/${fileName(resource)}`, bytes: json(resource) })),
  ];
  const files = [
    { path: 'package/package.json', bytes: json(manifest) },
    ...folder('package', released),
    ...folder('package/example', examples),
  ];
  return { name, version, files };
}
