import type { Page } from 'playwright-core';
import { getDocument } from 'unpdf/pdfjs';

/** A part of a printed page as a screen reader would meet it: what it is, and the words in it. */
export interface Tagged {
  readonly role: string;
  readonly text: string;
}

export interface Printed {
  readonly isTagged: boolean;
  readonly language: string;
  readonly title: string;
  readonly outline: readonly string[];
  readonly pages: number;
  readonly firstPage: string;
  /** Everything on paper, in reading order */
  readonly text: string;
  readonly parts: readonly Tagged[];
}

interface Node {
  readonly role?: string;
  readonly id?: string;
  readonly children?: readonly Node[];
}

const words = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Prints a page as its browser would, and reads the paper back. */
export async function print(page: Page): Promise<Printed> {
  const bytes = await page.pdf({ tagged: true, outline: true, format: 'A4', preferCSSPageSize: true });
  const paper = await getDocument({ data: new Uint8Array(bytes) }).promise;
  const { info } = (await paper.getMetadata()) as { info: { Language?: string; Title?: string } };
  const outline = (await paper.getOutline()) ?? [];
  const parts: Tagged[] = [];
  const texts: string[] = [];
  for (let number = 1; number <= paper.numPages; number++) {
    const sheet = await paper.getPage(number);
    const [content, tree] = await Promise.all([
      sheet.getTextContent({ includeMarkedContent: true }),
      sheet.getStructTree() as Promise<Node | null>,
    ]);
    const byId = textById(content.items as readonly Item[]);
    texts.push((content.items as readonly Item[]).map(({ str = '', hasEOL }) => (hasEOL ? `${str} ` : str)).join(''));
    if (tree) collect(tree, byId, parts);
  }
  return {
    isTagged: (await paper.getMarkInfo())?.Marked === true,
    language: info.Language ?? '',
    title: info.Title ?? '',
    outline: outline.flatMap((item) => titles(item)),
    pages: paper.numPages,
    firstPage: words(texts[0] ?? ''),
    text: words(texts.join(' ')),
    parts,
  };
}

interface Item {
  readonly type?: string;
  readonly id?: string;
  readonly str?: string;
  readonly hasEOL?: boolean;
}

/** The words between the marks of each piece of content. */
function textById(items: readonly Item[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const open: (string | undefined)[] = [];
  for (const { type, id, str = '', hasEOL } of items) {
    if (type?.startsWith('beginMarkedContent')) open.push(id);
    else if (type === 'endMarkedContent') open.pop();
    const inside = open.findLast((one) => one !== undefined);
    if (inside) found.set(inside, `${found.get(inside) ?? ''}${str}${hasEOL ? ' ' : ''}`);
  }
  return found;
}

function collect(node: Node, byId: ReadonlyMap<string, string>, parts: Tagged[]): string {
  const own = node.id === undefined ? '' : (byId.get(node.id) ?? '');
  const place = parts.length;
  const text = own + (node.children ?? []).map((child) => collect(child, byId, parts)).join(' ');
  if (node.role && node.role !== 'NonStruct') parts.splice(place, 0, { role: node.role, text: words(text) });
  return text;
}

interface Outlined {
  readonly title: string;
  readonly items: readonly Outlined[];
}
const titles = ({ title, items }: Outlined): string[] => [words(title), ...items.flatMap(titles)];
