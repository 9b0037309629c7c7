import { html } from 'hono/html';
import { type Html, page } from './page';

/** A page that could not be shown, and the way back. */
export const noticePage = (title: string, sentence: string): Html =>
  page(title, undefined, html`<h1>${title}</h1><p>${sentence}</p><p><a href="/patients">Naar de cliënten</a></p>`);
