import { hex, type TakenStyle, takenStyle } from './host-style';

/**
 * Fetches the style that the host names and lays what can be taken of it over our own, again when the person changes between light
 * and dark. The session has checked that the address is the issuer's. Anything wrong with it: our own look, and no word about it.
 */
export async function applyHostStyle(address: string): Promise<void> {
  const style = await fetchStyle(address);
  if (style === undefined) return;
  const sheet = new CSSStyleSheet();
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const lay = () => {
    sheet.replaceSync('');
    sheet.replaceSync(cssOf(takenStyle(style, (name) => ownColour(name, dark.matches))));
  };
  document.adoptedStyleSheets.push(sheet);
  lay();
  dark.addEventListener('change', lay);
}

async function fetchStyle(address: string): Promise<unknown> {
  try {
    const answer = await fetch(address, {
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(10_000),
    });
    return answer.ok ? JSON.parse(await shortText(answer)) : undefined;
  } catch {
    return undefined;
  }
}

/** More than a style can need is no style, and would keep the browser busy. */
const MOST = 64 * 1024;

async function shortText({ body }: Response): Promise<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    text += part.value;
    if (text.length > MOST) {
      await reader?.cancel();
      return '';
    }
  }
  return text;
}

/** A colour of our own as the stylesheet has it now; a build may have written out light-dark() already. */
function ownColour(name: string, dark: boolean): string | undefined {
  const value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const [, light, other] = /^light-dark\((.+),(.+)\)$/.exec(value) ?? [undefined, value, value];
  return hex((dark ? other : light)?.trim() ?? '');
}

/** Only on a screen, and not over colours that the person forces or wants stronger. */
function cssOf({ root, headings }: TakenStyle): string {
  const block = (selector: string, declarations: Readonly<Record<string, string>>) =>
    `${selector}{${Object.entries(declarations)
      .map(([name, value]) => `${name}:${value}`)
      .join(';')}}`;
  return `@media screen and (forced-colors: none) and (not (prefers-contrast: more)){${block(':root', root)}${block('h1,h2,h3', headings)}}`;
}
