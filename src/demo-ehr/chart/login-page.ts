import { html } from 'hono/html';
import { staff } from '../seed/staff';
import { roles } from '../settings';
import { type Html, page } from './page';

/** Choose who you are; `next` is where the choice leads, a path on this host. */
export const loginPage = (next: string): Html =>
  page(
    'Aanmelden',
    undefined,
    html`<h1>Wie bent u vandaag?</h1>
<p>Dit ziekenhuis bestaat niet, en de cliënten evenmin. Kies een functie: zo ziet u wat die persoon zou zien.</p>
<form method="post" action="/login" class="cards">
  <input type="hidden" name="next" value="${next}">
  ${roles.map(
    (role) => html`<button name="role" value="${role}" class="card">
    <strong>${staff[role].name}</strong><span>${staff[role].title}</span>
  </button>`,
  )}
</form>`,
  );
