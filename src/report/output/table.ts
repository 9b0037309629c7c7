import { html, type Markup } from './markup';

export interface DataTable {
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell of each row is its heading */
  readonly rows: readonly (readonly string[])[];
}

const headed = ([heading = '', ...cells]: readonly string[]): Markup =>
  html`<tr><th scope="row">${heading}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`;

/** A table in a box of its own that scrolls sideways by keyboard too, where the screen is narrow. */
export const dataTable = ({
  caption,
  columns,
  rows,
}: DataTable): Markup => html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
<table><caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows.map(headed)}</tbody></table></div>`;

/** Tables that belong to a chart, folded away until someone wants the figures. */
export const foldedTables = (
  summary: string,
  tables: readonly DataTable[],
): Markup => html`<details><summary>${summary}</summary>
${tables.map(dataTable)}
</details>`;
