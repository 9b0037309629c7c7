import type { Answer } from './answer';
import type { Resource } from './resource';

/** One FHIR request, whoever carries it: HTTP, an entry of a Bundle, or the host's own screens. */
export type FhirRequest = {
  method: string;
  /** Decoded segments after the FHIR base: `['Patient', 'a', '_history', '1']`. */
  path: readonly string[];
  query: URLSearchParams;
  /** Header names in lower case. */
  headers: Readonly<Record<string, string>>;
  body?: unknown;
};

/** Whether the asker may see a resource; `lookUp` finds the resource behind a `Type/id`. */
export type Visible = (resource: Resource, lookUp: (reference: string) => Resource | undefined) => boolean;

/** A FHIR server without access control. Results hold only what is `visible`, counts included. */
export type FhirBackend = { handle(request: FhirRequest, visible?: Visible): Promise<Answer> };

/** A request from a relative FHIR address, as the `url` of a Bundle entry: `RelatedPerson?patient=a`. */
export function requestTo(
  method: string,
  url: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): FhirRequest {
  const [path = '', ...query] = url.split('?');
  const request = {
    method,
    path: path.split('/').filter(Boolean).map(decodeSegment),
    query: new URLSearchParams(query.join('?')),
    headers,
  };
  return body === undefined ? request : { ...request, body };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
