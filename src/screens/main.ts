import { openApp } from './open-app';

let asked = () => {};
const tokenAsked = new Promise<void>((resolve) => {
  asked = resolve;
});

/** The app being opened, once, by the first script of the page: there is no React in it. */
export const opening = openApp(() => asked());

// What draws is evaluated while the host is busy with the token.
void Promise.race([tokenAsked, opening]).then(() => import('./draw'));
