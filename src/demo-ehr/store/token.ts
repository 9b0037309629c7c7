import { isObject } from './resource';

/** What a token search compares, in a Coding, a CodeableConcept, an Identifier or a plain value. */
export function tokensIn(value: unknown): { system: unknown; code: unknown }[] {
  if (!isObject(value)) return [{ system: undefined, code: String(value) }];
  if (Array.isArray(value.coding)) return value.coding.filter(isObject).map(({ system, code }) => ({ system, code }));
  return [{ system: value.system, code: 'code' in value ? value.code : value.value }];
}

/** The code in `system|code`, `|code` and `code`; empty in `system|`, which means any. */
export const codeIn = (asked: string) => asked.slice(asked.indexOf('|') + 1);

/** Whether a value is `system|code`, `|code` (no system), `system|` (any code) or `code`. */
export function tokenTest(asked: string): (value: unknown) => boolean {
  const code = codeIn(asked);
  const system = asked.includes('|') ? asked.slice(0, asked.indexOf('|')) : undefined;
  const matches = (found: { system: unknown; code: unknown }) =>
    (code === '' || found.code === code) &&
    (system === undefined || (system === '' ? found.system === undefined : found.system === system));
  return (value) => (isObject(value) || system === undefined) && tokensIn(value).some(matches);
}
