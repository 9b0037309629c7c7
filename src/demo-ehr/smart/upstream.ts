import type { Bundle, BundleEntry, CapabilityStatement } from 'fhir/r4';
import { type Answer, refuse } from '../store/answer';
import { interactionOf } from '../store/interaction';
import { rewriteReferences } from '../store/references';
import type { FhirBackend, FhirRequest, Visible } from '../store/request';
import { isResource, type Resource } from '../store/resource';
import { capabilitiesBehind } from './capabilities-behind';
import { type LookUp, lookUpIn, neededBy } from './compartment';

const answeredHeaders = ['ETag', 'Last-Modified', 'Location', 'Content-Location'];

/** A real FHIR server behind this one: requests go there, its own address never comes back. */
export function createUpstream(upstreamBase: string, base: string): FhirBackend {
  const there = upstreamBase.replace(/\/$/, '');

  async function send(request: FhirRequest): Promise<Answer> {
    try {
      return await answerFrom(await fetch(addressOf(request), messageOf(request)));
    } catch {
      return refuse(502, 'transient', 'The FHIR server behind this one does not answer');
    }
  }

  function addressOf({ path, query }: FhirRequest): string {
    const address = [there, ...path.map(encodeURIComponent)].join('/');
    const asked = new URLSearchParams([...query].map(([name, value]) => [name, value.replaceAll(`${base}/`, '')]));
    return asked.size === 0 ? address : `${address}?${asked}`;
  }

  function messageOf({ method, headers, body }: FhirRequest): RequestInit {
    if (body === undefined) return { method, headers: { ...headers, accept: 'application/fhir+json' } };
    const isForm = typeof body === 'string';
    const contentType = isForm
      ? 'application/x-www-form-urlencoded'
      : method === 'PATCH'
        ? 'application/json-patch+json'
        : 'application/fhir+json';
    const relative = rewriteReferences(body, (reference) => withoutBase(reference, base));
    return {
      method,
      headers: { ...headers, accept: 'application/fhir+json', 'content-type': contentType },
      body: isForm ? body : JSON.stringify(relative),
    };
  }

  async function answerFrom(response: Response): Promise<Answer> {
    const headers: Record<string, string> = {};
    for (const name of answeredHeaders) {
      const value = response.headers.get(name);
      if (value !== null) headers[name] = here(value);
    }
    const text = await response.text();
    if (text === '') return { status: response.status, headers };
    const body: unknown = JSON.parse(text);
    if (!isResource(body)) return refuse(502, 'transient', 'The FHIR server behind this one did not answer with FHIR');
    return { status: response.status, headers, body: readdressed(body) };
  }

  const here = (address: string) => (address.startsWith(there) ? base + address.slice(there.length) : address);

  function readdressed(resource: Resource): Resource {
    if (resource.resourceType === 'CapabilityStatement')
      return capabilitiesBehind(resource as CapabilityStatement, base);
    const relative = rewriteReferences(resource, here);
    return relative.resourceType === 'Bundle' ? readdressedBundle(relative as Bundle) : relative;
  }

  function readdressedBundle(bundle: Bundle): Bundle {
    const copy: Bundle = { ...bundle };
    if (bundle.link) copy.link = bundle.link.map((link) => ({ ...link, url: here(link.url) }));
    if (bundle.entry) copy.entry = bundle.entry.map(readdressedEntry);
    return copy;
  }

  function readdressedEntry(entry: BundleEntry): BundleEntry {
    const copy: BundleEntry = { ...entry };
    if (entry.fullUrl) copy.fullUrl = here(entry.fullUrl);
    if (entry.response?.location) copy.response = { ...entry.response, location: here(entry.response.location) };
    if (entry.resource?.resourceType === 'Bundle') copy.resource = readdressedBundle(entry.resource as Bundle);
    return copy;
  }

  async function lookUpFor(resources: Resource[]): Promise<LookUp> {
    const needed = new Set(resources.flatMap((resource) => neededBy(resource, base)));
    const answers = await Promise.all([...needed].map((reference) => send(read(reference))));
    return lookUpIn(answers.flatMap(({ status, body }) => (status === 200 && body ? [body] : [])));
  }

  async function handle(request: FhirRequest, visible?: Visible): Promise<Answer> {
    if (!visible) return send(request);
    const counting = request.query.get('_summary') === 'count';
    const answer = await send(counting ? uncounted(request) : request);
    if (answer.status >= 400 || !answer.body || isAboutWriting(request)) return answer;
    const shown = resourcesOf(answer.body);
    const lookUp = await lookUpFor(shown);
    if (answer.body.resourceType !== 'Bundle') {
      const isHidden = answer.body.resourceType !== 'CapabilityStatement' && !visible(answer.body, lookUp);
      return isHidden ? refuse(403, 'forbidden', 'You may not see this resource') : answer;
    }
    const bundle = withoutHidden(answer.body as Bundle, (resource) => visible(resource, lookUp));
    return { ...answer, body: counting ? countOf(bundle) : bundle };
  }

  return { handle };
}

const read = (reference: string): FhirRequest => ({
  method: 'GET',
  path: reference.split('/'),
  query: new URLSearchParams(),
  headers: {},
});

function withoutBase(reference: string, base: string): string {
  return reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference;
}

/** A count by the server behind would count what this user may not see: the entries are counted here. */
function uncounted(request: FhirRequest): FhirRequest {
  const query = new URLSearchParams(request.query);
  query.delete('_summary');
  query.set('_count', '1000');
  return { ...request, query };
}

const countOf = (bundle: Bundle): Bundle => ({
  resourceType: 'Bundle',
  type: 'searchset',
  total: bundle.entry?.length ?? 0,
});

function isAboutWriting(request: FhirRequest): boolean {
  const interaction = interactionOf(request);
  return 'kind' in interaction && ['create', 'update', 'patch', 'delete'].includes(interaction.kind);
}

/** The resource itself, or those in a Bundle and in the Bundles inside a batch response. */
function resourcesOf(resource: Resource): Resource[] {
  if (resource.resourceType !== 'Bundle') return [resource];
  return ((resource as Bundle).entry ?? []).flatMap((entry) => (entry.resource ? resourcesOf(entry.resource) : []));
}

/** Leaves out hidden entries; then the total of the server behind says too much and goes as well. */
function withoutHidden(bundle: Bundle, isVisible: (resource: Resource) => boolean): Bundle {
  const isResponse = bundle.type === 'batch-response' || bundle.type === 'transaction-response';
  const entry = (bundle.entry ?? []).flatMap((each): BundleEntry[] => {
    if (!each.resource) return isResponse ? [each] : [];
    if (each.resource.resourceType === 'Bundle')
      return [{ ...each, resource: withoutHidden(each.resource as Bundle, isVisible) }];
    if (isVisible(each.resource)) return [each];
    return isResponse ? [{ response: { status: '403 Forbidden' } }] : [];
  });
  const { entry: all, total, ...rest } = bundle;
  const shown: Bundle = { ...rest };
  if (entry.length > 0) shown.entry = entry;
  if (total !== undefined && entry.length === (all?.length ?? 0)) shown.total = total;
  return shown;
}
