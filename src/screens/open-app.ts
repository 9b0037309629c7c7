import { createFhirClient } from '../fhir/client';
import { mayHaveDraft } from '../record/drafts/marker';
import { createFhirHost } from '../record/fhir-host';
import type { Host } from '../record/host';
import { openRecord, type RecordStore } from '../record/open-record';
import { pickLanguage } from '../session/language';
import type { LaunchContext, SessionError } from '../session/launch-context';
import { openSession } from '../session/session';
import { type ConfigError, type Language, loadSiteConfig, type SiteConfig } from '../session/site-config';
import { loadCatalogue } from '../texts/catalogue';
import { loadFields } from './load-fields';

/** The app, opened for one client; or why it could not be opened. */
export type Opened =
  | { readonly kind: 'config-error'; readonly error: ConfigError; readonly language: Language }
  | { readonly kind: 'session-error'; readonly error: SessionError; readonly language: Language }
  | {
      readonly kind: 'open';
      readonly config: SiteConfig;
      readonly context: LaunchContext;
      readonly host: Host;
      readonly record: RecordStore;
      readonly language: Language;
    };

/** Opens the session and starts every read; called once. `onAsked`: the host has been asked for the token. */
export async function openApp(onAsked: () => void): Promise<Opened> {
  purgeDrafts();
  const site = await loadSiteConfig(fetch);
  const language = pickLanguage(site.ok ? site.value.languages : ['nl', 'fr', 'en'], navigator.languages);
  document.documentElement.lang = language;
  loadCatalogue(language).catch(() => {});
  // They come in one file with the texts, and a contact that need not wait for them is drawn at once.
  loadFields(1, language).catch(() => {});
  if (!site.ok) return { kind: 'config-error', error: site.error, language };
  const session = await openSession(site.value, onAsked);
  if (!session.ok) return { kind: 'session-error', error: session.error, language };
  const context = session.value;
  const client = createFhirClient({ base: context.fhirBase, accessToken: () => context.accessToken() });
  const host = createFhirHost(client);
  const record = openRecord(host, context, { entriesInDocuments: site.value.documents.entries });
  return { kind: 'open', config: site.value, context, host, record, language };
}

/** What has expired goes, whoever launches and whether or not they may; nothing waits for it. */
function purgeDrafts(): void {
  if (mayHaveDraft()) void import('./drafts/purge').then(({ purge }) => purge()).catch(() => {});
}
