import type { SiteConfig } from '../session/site-config';

const originOf = (address: string): string => new URL(address).origin;

/**
 * The headers that the app needs from the web server that serves it: it may load only itself, speak only to the configured hosts,
 * and be framed only by them. `ancestors`: origins of the record systems' own pages where those are not the FHIR servers' origins.
 */
export function responseHeaders(
  { issuers }: Pick<SiteConfig, 'issuers'>,
  ancestors: readonly string[] = [],
): Readonly<Record<string, string>> {
  const fhir = [...new Set(issuers.map(({ iss }) => originOf(iss)))];
  const spokenTo = [...new Set([...fhir, ...issuers.flatMap(({ origins }) => origins)])];
  const framedBy = [...new Set(ancestors.length > 0 ? ancestors : fhir)];
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${spokenTo.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${framedBy.join(' ')}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'Strict-Transport-Security': 'max-age=31536000',
  };
}

/** What may be kept: files under /assets have their content in their name; the rest changes with each release. */
const CACHE = { assets: 'public, max-age=31536000, immutable', rest: 'no-store' } as const;

/**
 * For inside a `server` block of nginx; `add_header` in a location hides those of the server, so each location has all of them. An
 * asset that is not there (yet) must not be kept as missing, so only what is found may be kept.
 */
export function nginxHeaders(headers: Readonly<Record<string, string>>): string {
  const line = (name: string, value: string, when = ' always') => `  add_header ${name} "${value}"${when};`;
  const lines = Object.entries(headers).map(([name, value]) => line(name, value));
  return [
    'location /assets/ {',
    ...lines,
    line('Cache-Control', CACHE.assets, ''),
    '}',
    'location / {',
    ...lines,
    line('Cache-Control', CACHE.rest),
    '}',
  ].join('\n');
}

/** For inside a site block of a Caddyfile. */
export function caddyHeaders(headers: Readonly<Record<string, string>>): string {
  return [
    'header {',
    ...Object.entries(headers).map(([name, value]) => `  ${name} "${value}"`),
    '}',
    '@assets {',
    '  path /assets/*',
    '  file',
    '}',
    '@rest not {',
    '  path /assets/*',
    '  file',
    '}',
    `header @assets Cache-Control "${CACHE.assets}"`,
    `header @rest Cache-Control "${CACHE.rest}"`,
  ].join('\n');
}
