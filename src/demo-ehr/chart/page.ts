import { html } from 'hono/html';
import { fhirUserOf, staff } from '../seed/staff';
import type { Role } from '../settings';

/** A piece of HTML in which everything interpolated was escaped. */
export type Html = ReturnType<typeof html>;

/** The frame of every page of the host: says that it is a demo, and who is logged in. */
export function page(title: string, user: Role | undefined, body: Html, kind: 'page' | 'framed' = 'page'): Html {
  return html`<!doctype html>
<html lang="nl">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} | demo-EHR</title>
  <link rel="stylesheet" href="/host.css">
  <link rel="icon" href="data:,">
</head>
<body class="${kind}">
  <p class="demo">demo-EHR, fictieve personen</p>
  <header>
    <a class="brand" href="/patients">AZ Voorbeeld</a>
    ${user ? menu(user) : ''}
  </header>
  <main>${body}</main>
</body>
</html>`;
}

const menu = (user: Role) => html`<nav aria-label="Hoofdmenu">
  <a href="/patients">Cliënten</a>
  <a href="/settings">Instellingen</a>
  <span class="user" data-user="${fhirUserOf(user)}">${staff[user].name}, ${staff[user].title}</span>
  <form method="post" action="/logout"><button class="quiet">Afmelden</button></form>
</nav>`;
