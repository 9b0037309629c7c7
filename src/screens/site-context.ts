import { createContext, use } from 'react';
import type { SiteConfig } from '../session/site-config';

export const SiteContext = createContext<SiteConfig | undefined>(undefined);

/** The configuration of this site. */
export function useSite(): SiteConfig {
  const site = use(SiteContext);
  if (!site) throw new Error('No site configuration around this component');
  return site;
}
