import { CANONICAL } from '../../mapping/canonical';
import { TYPES } from './kick-off';
import { objectIn } from './manifest';

/** `Type/id` of everything that a line of a deleted-list names: a Bundle of DELETE requests. */
export function deletionsIn(line: string): string[] {
  const entries = objectIn(line)?.entry;
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: { request?: { method?: unknown; url?: unknown } } | null) => {
    const { method, url } = entry?.request ?? {};
    const reference = /(?:^|\/)(([A-Za-z]+)\/[A-Za-z0-9\-.]{1,64})$/.exec(String(url));
    return method === 'DELETE' && TYPES.includes(reference?.[2] ?? '') ? [reference?.[1] ?? ''] : [];
  });
}

/** Codes of the errors that a line of an error file holds: an OperationOutcome. A code of no known shape is `unknown`. */
export function errorsIn(line: string): string[] {
  const issues = objectIn(line)?.issue;
  if (!Array.isArray(issues)) return ['unknown'];
  return issues
    .filter((issue: { severity?: unknown } | null) => issue?.severity === 'error' || issue?.severity === 'fatal')
    .map((issue: { code?: unknown }) => (/^[a-z-]{1,20}$/.test(String(issue.code)) ? String(issue.code) : 'unknown'));
}

/** As most servers write it. Another form is parsed, and what is let through by chance is left out by who reads it. */
const OURS = `"questionnaire":"${CANONICAL}/Questionnaire/`;

/** What stays of a line, and why not. A line that is broken stays, so that who reads it can name it. */
export function verdictOn(
  line: string,
  type: string,
  deleted: ReadonlySet<string>,
): 'keep' | 'deleted-on-server' | 'other-questionnaire' {
  const mayBeOther = type === 'QuestionnaireResponse' && !line.includes(OURS);
  if (!mayBeOther && deleted.size === 0) return 'keep';
  const resource = objectIn(line);
  if (!resource) return 'keep';
  if (deleted.has(`${resource.resourceType}/${resource.id}`)) return 'deleted-on-server';
  const isEntry = resource.resourceType === 'QuestionnaireResponse';
  const isOurs = String(resource.questionnaire).startsWith(`${CANONICAL}/Questionnaire/`);
  return isEntry && !isOurs ? 'other-questionnaire' : 'keep';
}
