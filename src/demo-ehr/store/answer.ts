import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4';
import { localReference, type Resource } from './resource';

/** What the server answers: a refusal is an answer too, with a status of 400 or more and an OperationOutcome. */
export type Answer = { status: number; headers: Record<string, string>; body?: Resource | undefined };

export const isAnswer = (value: Answer | object): value is Answer => !('resourceType' in value) && 'status' in value;

export const isRefusal = (answer: Answer) => answer.status >= 400;

/** A refusal as FHIR asks for it: https://hl7.org/fhir/R4/http.html#Status-Codes */
export function refuse(
  status: number,
  code: OperationOutcomeIssue['code'],
  diagnostics: string,
  expression?: string,
): Answer {
  const issue: OperationOutcomeIssue = { severity: 'error', code, diagnostics };
  if (expression !== undefined) issue.expression = [expression];
  const body: OperationOutcome = { resourceType: 'OperationOutcome', issue: [issue] };
  return { status, headers: {}, body };
}

/** The same refusal, said to be about one entry of a Bundle. */
export function refusalOfEntry(answer: Answer, index: number): Answer {
  const outcome = answer.body as OperationOutcome;
  const issue = outcome.issue.map((each) => {
    const inside = each.expression?.[0];
    return { ...each, expression: [`Bundle.entry[${index}]${inside === undefined ? '' : `.resource.${inside}`}`] };
  });
  const body: OperationOutcome = { resourceType: 'OperationOutcome', issue };
  return { ...answer, body };
}

/** Weak entity tag of a version: `W/"3"`. */
export const etagOf = (versionId: string) => `W/"${versionId}"`;

/** The version that an `If-Match` or `If-None-Match` names: accepts `W/"3"`, `"3"` and `3`. */
export const versionIn = (etag: string) => etag.trim().replace(/^W\//, '').replaceAll('"', '');

/** An answer that carries one version of a resource, with `ETag`, `Last-Modified` and, if new, `Location`. */
export function answerWith(status: number, resource: Resource, base: string): Answer {
  const versionId = resource.meta?.versionId ?? '';
  const headers: Record<string, string> = {
    ETag: etagOf(versionId),
    'Last-Modified': new Date(resource.meta?.lastUpdated ?? 0).toUTCString(),
  };
  if (status === 201) headers.Location = `${base}/${localReference(resource)}/_history/${versionId}`;
  return { status, headers, body: resource };
}
