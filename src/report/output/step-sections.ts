import { STEPS, type Step } from '../figures';
import type { Shown } from '../suppress/shown';
import { barChart } from './bar-chart';
import { html, type Markup } from './markup';
import { type DataTable, foldedTables } from './table';
import { rowNames, sideBySide, styleOf, type View } from './view';

/** How much was recorded at each step, and for how many clients. */
export const stepSections = (view: View): Markup => html`${funnelSection(view)}${entriesSection(view)}`;

type Count = (step: Step, part: 'current' | 'previous') => Shown | undefined;

const nameOf = ({ texts }: View, step: Step): string => `${step}. ${texts.steps[step]}`;

function bars(view: View, countOf: Count): Markup {
  const parts = sideBySide(view.published);
  const counts = STEPS.flatMap((step) => parts.map((part) => countOf(step, part)));
  const most = Math.max(1, ...counts.map((count) => (typeof count === 'number' ? count : 0)));
  return barChart(
    STEPS.map((step) => ({
      label: nameOf(view, step),
      bars: parts.map((part) => {
        const count = countOf(step, part);
        return {
          label: view.texts.parts[part],
          style: styleOf(part),
          share: typeof count === 'number' ? count / most : undefined,
          value: count === undefined ? view.texts.hidden : view.format.shown(count),
        };
      }),
    })),
  );
}

function funnelSection(view: View): Markup {
  const { texts, format, published } = view;
  const countOf: Count = (step, part) => published.funnel.find((row) => row.step === step)?.[part];
  const table: DataTable = {
    caption: texts.funnel.title,
    columns: [texts.step, ...sideBySide(published).map((part) => texts.parts[part])],
    rows: STEPS.map((step) => [
      nameOf(view, step),
      ...sideBySide(published).map((part) => format.shown(countOf(step, part) ?? 'hidden')),
    ]),
  };
  return html`<section id="funnel" aria-labelledby="funnel-title">
<h2 id="funnel-title">${texts.funnel.title}</h2>
<p>${texts.funnel.intro}</p>
<p class="caution">${texts.funnel.caution}</p>
${bars(view, countOf)}
${foldedTables(texts.figuresOf(texts.funnel.title), [table])}
</section>
`;
}

function entriesSection(view: View): Markup {
  const { texts, format, published } = view;
  const { entries, rows } = published;
  const columns = STEPS.map((step) => nameOf(view, step));
  const cells = (when: string): string[] =>
    STEPS.map((step) => format.shown(entries[step].cell(when, 'all') ?? 'hidden'));
  const perMonth: DataTable = {
    caption: `${texts.entries.title} ${texts.perMonth}`,
    columns: [texts.month, ...columns],
    rows: [
      ...[...rows.parts, 'all' as const].map((part) => [texts.parts[part], ...cells(part)]),
      ...rowNames(view).map(({ id, name }) => [name, ...cells(id)]),
    ],
  };
  const perSetting = [...rows.parts, 'all' as const].map(
    (part): DataTable => ({
      caption: `${texts.entries.title} ${texts.perSetting}: ${texts.parts[part].toLowerCase()}`,
      columns: [texts.step, ...settingsOf(view).map((setting) => texts.settings[setting])],
      rows: STEPS.map((step) => [
        nameOf(view, step),
        ...settingsOf(view).map((setting) => {
          const count = entries[step].cell(part, setting);
          return count === undefined ? '–' : format.shown(count);
        }),
      ]),
    }),
  );
  return html`<section id="entries" aria-labelledby="entries-title">
<h2 id="entries-title">${texts.entries.title}</h2>
<p>${texts.entries.intro}</p>
${bars(view, (step, part) => entries[step].cell(part, 'all'))}
${foldedTables(texts.figuresOf(texts.entries.title), [perMonth, ...perSetting])}
</section>
`;
}

const settingsOf = ({ published }: View) => [...new Set(STEPS.flatMap((step) => published.entries[step].settings))];
