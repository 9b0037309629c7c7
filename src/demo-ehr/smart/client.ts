/** A public client as an administrator registered it. */
export type Client = {
  id: string;
  name: string;
  /** Compared character by character: https://www.rfc-editor.org/rfc/rfc9700#section-4.1.3 */
  redirectUris: readonly string[];
  launchUrl: string;
  /** Origin that CORS lets in. */
  origin: string;
};
