import type { Language } from './site-config';

/** The first language that the browser prefers and the site offers (`fr-BE` asks for `fr`); otherwise the site's first. */
export function pickLanguage(offered: readonly Language[], preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const base = tag.toLowerCase().split('-')[0];
    const match = offered.find((language) => language === base);
    if (match) return match;
  }
  return offered[0] ?? 'nl';
}
