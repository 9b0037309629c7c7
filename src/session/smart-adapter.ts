import * as security from 'fhirclient/lib/security/browser.js';
import type { fhirclient } from 'fhirclient/lib/types.js';
import { parseJson } from '../fhir/json';

/**
 * fhirclient's own way to be told where it runs. Instead of its browser adapter, because that one takes `iss`, `patientId`,
 * `clientId`, `code` and `state` from the address bar above what the caller says. This one shows it an address without any query.
 */
export function smartAdapter(page: { readonly url: URL; readonly storage: Storage }): fhirclient.Adapter {
  const bare = new URL(page.url.pathname, page.url.origin);
  const adapter: Partial<fhirclient.Adapter> = {
    options: {
      replaceBrowserHistory: false,
      fullSessionStorageSupport: true,
    },
    security,
    getUrl: () => new URL(bare),
    relative: (path) => new URL(path, bare).href,
    getStorage: () => ({
      get: async (key: string) => parseJson(page.storage.getItem(key) ?? '') ?? null,
      set: async (key: string, value: unknown) => {
        page.storage.setItem(key, JSON.stringify(value));
        return value;
      },
      unset: async (key: string) => {
        const known = page.storage.getItem(key) !== null;
        page.storage.removeItem(key);
        return known;
      },
    }),
    // fhirclient would decode an access token to guess its end, and fail on an opaque one with a dot in it.
    atob: () => '{}',
  };
  // The rest of the interface serves Node servers and calls that this app does not make.
  return adapter as fhirclient.Adapter;
}
