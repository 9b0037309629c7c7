import { html } from 'hono/html';
import type { OAuthError } from '../smart/oauth-error';
import { type Html, page } from './page';

/** An authorization that cannot safely be sent back to any app. */
export const refusalPage = ({ error, description }: OAuthError): Html =>
  page(
    'Toepassing geweigerd',
    undefined,
    html`<h1>Deze toepassing kan niet starten</h1>
<p>Het dossier stuurde u niet door, omdat de toepassing hier niet zo geregistreerd is. Geef deze code door aan de beheerder.</p>
<p><code>${error}</code>: <span lang="en">${description}</span></p>`,
  );
