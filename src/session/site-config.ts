import '../fhir/no-eval';
import * as z from 'zod/mini';
import { urlOf } from '../fhir/reference';
import { fail, ok, type Result } from '../fhir/result';
import { isSafeAddress, issuerKey } from './issuer';

const text = () => z.string().check(z.minLength(1, 'a text that is not empty'));
const address = () =>
  z.string().check(
    z.refine((value: string) => {
      const url = urlOf(value);
      return url !== undefined && isSafeAddress(url);
    }, 'an https address (http only on this machine)'),
  );
const isOrigin = (value: string) => {
  const url = urlOf(value);
  return url !== undefined && isSafeAddress(url) && url.origin === value;
};

const coding = z.strictObject({ system: text(), code: text(), display: z.optional(text()) });
export type SiteCoding = z.output<typeof coding>;

const confidentiality = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';
const sensitivity = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const shorthand = {
  R: { system: confidentiality, code: 'R', display: 'restricted' },
  V: { system: confidentiality, code: 'V', display: 'very restricted' },
  SDV: {
    system: sensitivity,
    code: 'SDV',
    display: 'sexual assault, abuse, or domestic violence information sensitivity',
  },
} as const satisfies Record<string, SiteCoding>;

const label = z.union([
  z.pipe(
    z.enum(['R', 'V', 'SDV']),
    z.transform((code): SiteCoding => shorthand[code]),
  ),
  coding,
]);
const labelsOf = (...codes: (keyof typeof shorthand)[]) =>
  z._default(
    z.array(label),
    codes.map((code) => shorthand[code]),
  );

const issuer = z.strictObject({
  iss: z
    .string()
    .check(z.refine((iss: string) => issuerKey(iss) !== undefined, 'the FHIR base address, https, without query')),
  clientId: text(),
  name: z.optional(text()),
  origins: z._default(z.array(z.string().check(z.refine(isOrigin, 'an origin such as https://login.example.org'))), []),
  scopes: z.optional(text()),
  refresh: z._default(z.enum(['none', 'online', 'offline']), 'none'),
});
export type Issuer = z.output<typeof issuer>;

const contact = z.strictObject({
  region: text(),
  kind: z.enum(['VK', 'OCJ', '1712', '112', 'police', 'other']),
  name: text(),
  phone: z.string().check(z.regex(/^[+0-9][0-9 ()/.-]{1,24}$/, 'a telephone number')),
  url: z.optional(address()),
  hours: z.optional(text()),
});

const language = z.enum(['nl', 'fr', 'en']);
export type Language = z.output<typeof language>;

const consent = z.enum(['allowed', 'ask', 'refuse']);

const schema = z.strictObject({
  issuers: z.array(issuer).check(
    z.minLength(1, 'at least one issuer'),
    z.refine(
      (list: { iss: string }[]) => new Set(list.map(({ iss }) => issuerKey(iss))).size === list.length,
      'each issuer once',
    ),
  ),
  setting: z._default(
    z.enum(['generic', 'emergency', 'gp', 'inpatient', 'outpatient', 'mental-health', 'welfare', 'justice']),
    'generic',
  ),
  askedValidForDays: z.optional(
    z
      .number()
      .check(z.refine((days: number) => Number.isInteger(days) && days >= 0, 'a whole number of days, 0 or more')),
  ),
  languages: z._default(
    z.array(language).check(
      z.minLength(1, 'at least one language'),
      z.refine((list: string[]) => new Set(list).size === list.length, 'each language once'),
    ),
    ['nl', 'fr', 'en'],
  ),
  contacts: z._default(z.array(contact), []),
  contactsCheckedOn: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-25'))),
  labels: z.prefault(
    z.strictObject({
      '1': labelsOf(),
      '2': labelsOf('R'),
      '3': labelsOf(),
      '4': labelsOf('R', 'SDV'),
      '5': labelsOf('R', 'SDV'),
      '6': labelsOf('R', 'SDV'),
    }),
    {},
  ),
  concernEntries: z._default(consent, 'allowed'),
  relatedPersons: z._default(consent, 'allowed'),
  documents: z.prefault(
    z.strictObject({
      notes: z._default(z.boolean(), false),
      portalWithholds: z._default(z.boolean(), false),
      entries: z._default(z.boolean(), false),
    }),
    {},
  ),
  drafts: z._default(z.enum(['off', 'tab', 'device']), 'tab'),
  colour: z.optional(z.array(coding)),
});

/**
 * The site's settings, read when the app starts from `kindreflex.config.json` beside it. Only `issuers` is required:
 * ```jsonc
 * {
 *   "issuers": [{
 *     "iss": "https://ehr.example.org/fhir",        // FHIR base address; who is not listed cannot launch the app
 *     "clientId": "kindreflex",                     // as registered there (public client)
 *     "name": "Example hospital",                   // shown where the user chooses between several
 *     "origins": ["https://login.example.org"],     // where its login and token addresses may be, besides its own origin
 *     "scopes": "launch openid fhirUser ...",       // only when the host wants other scopes than the app asks for
 *     "refresh": "none"                             // none | online | offline
 *   }],
 *   "setting": "emergency",                         // generic | emergency | gp | inpatient | outpatient | mental-health | welfare | justice
 *   "askedValidForDays": 0,                         // 0: ask at each presentation (emergency); otherwise 365
 *   "languages": ["nl", "fr", "en"],                // the first that the browser also prefers is used
 *   "contacts": [{ "region": "Antwerpen", "kind": "VK", "name": "...", "phone": "+32 3 000 00 00", "hours": "..." }],
 *   "contactsCheckedOn": "2026-11-25",              // shown, so that a stale list is noticed
 *   "labels": { "2": ["R"], "4": ["R", "SDV"] },    // security labels per step: R, V, SDV or { system, code, display }
 *   "concernEntries": "allowed",                    // are steps 2, 4, 5 and 6 written: allowed | ask | refuse
 *   "relatedPersons": "allowed",                    // are children written: allowed | ask | refuse
 *   "documents": {
 *     "notes": false,                               // a readable note beside the entries, for hosts whose screens show no responses
 *     "portalWithholds": false,                     // true only when no portal shows documents with these labels: without it nothing
 *                                                   // of steps 2, 4, 5 and 6 goes into a document
 *     "entries": false                              // look for entries in documents when a record opens, also where the host grants
 *   },                                              // a right to write responses that it does not honour (npm run check-host tells)
 *   "drafts": "tab",                                // what is typed and not saved is kept: off | tab | device
 *   "colour": [{ "system": "https://ehr.example.org/colour", "code": "orange", "display": "..." }]
 * }
 * ```
 */
export type SiteConfig = Omit<z.output<typeof schema>, 'askedValidForDays'> & { readonly askedValidForDays: number };

/** What is wrong, where, and what was expected there: for the administrator who wrote the file. */
export interface ConfigProblem {
  readonly path: string;
  readonly expected: string;
}

export interface ConfigError {
  /** C-01 not found, C-02 no JSON, C-03 JSON with mistakes */
  readonly code: 'C-01' | 'C-02' | 'C-03';
  readonly problems: readonly ConfigProblem[];
}

export function parseSiteConfig(json: unknown): Result<SiteConfig, ConfigError> {
  const read = schema.safeParse(json);
  if (!read.success) return fail({ code: 'C-03', problems: read.error.issues.map(explain) });
  const { askedValidForDays = read.data.setting === 'emergency' ? 0 : 365 } = read.data;
  return ok({ ...read.data, askedValidForDays });
}

function explain(issue: z.core.$ZodIssue): ConfigProblem {
  const path = issue.path.reduce<string>(
    (at, key) => (typeof key === 'number' ? `${at}[${key}]` : `${at}.${String(key)}`),
    '$',
  );
  switch (issue.code) {
    case 'invalid_type':
      return { path, expected: issue.input === undefined ? `${issue.expected} (missing)` : issue.expected };
    case 'invalid_value':
      return { path, expected: `one of ${issue.values.map(String).join(', ')}` };
    case 'unrecognized_keys':
      return { path, expected: `no key ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}` };
    case 'invalid_union':
      return { path, expected: 'R, V, SDV or { "system", "code" }' };
    default:
      return { path, expected: issue.message };
  }
}

/** Fetches the settings from beside the page, past every cache, so that a change is in force at the next launch. */
export async function loadSiteConfig(get: typeof fetch): Promise<Result<SiteConfig, ConfigError>> {
  let response: Response;
  try {
    response = await get('kindreflex.config.json', { cache: 'no-store', headers: { accept: 'application/json' } });
  } catch {
    return fail({ code: 'C-01', problems: [] });
  }
  if (!response.ok) return fail({ code: 'C-01', problems: [] });
  try {
    return parseSiteConfig(await response.json());
  } catch {
    return fail({ code: 'C-02', problems: [] });
  }
}
