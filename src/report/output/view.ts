import type { Published } from '../suppress/published';
import { addMonths } from '../suppress/rows';
import { type Format, formatFor } from './format';
import { type Language, type PageTexts, TEXTS } from './texts';

/** What every part of a page needs. */
export interface View {
  readonly language: Language;
  readonly published: Published;
  readonly texts: PageTexts;
  readonly format: Format;
  /** Days within which a decision counts as in time */
  readonly decisionDays: number;
  /** What the service calls this report; the page has a title of its own where absent */
  readonly title?: string;
}

export const viewOf = (
  language: Language,
  published: Published,
  options: { readonly decisionDays: number; readonly title?: string | undefined },
): View => ({
  language,
  published,
  texts: TEXTS[language],
  format: formatFor(TEXTS[language]),
  decisionDays: options.decisionDays,
  ...(options.title ? { title: options.title } : {}),
});

/** The twelve months of a chart, oldest first, each with the same month a year before. */
export const monthsOf = ({ asOf }: Published): readonly { readonly now: string; readonly before: string }[] =>
  Array.from({ length: 12 }, (_, index) => {
    const now = addMonths(asOf.slice(0, 7), index - 11);
    return { now, before: addMonths(now, -12) };
  });

export const hasPrevious = ({ rows }: Published): boolean => rows.parts.includes('previous');

/** The parts that a page sets side by side: the present, and the past where there is one. */
export const sideBySide = (published: Published): readonly ('current' | 'previous')[] =>
  hasPrevious(published) ? ['current', 'previous'] : ['current'];

export const styleOf = (part: 'current' | 'previous'): 'present' | 'past' => (part === 'current' ? 'present' : 'past');

/** Every row of a table of months, newest first, with its name. */
export const rowNames = ({ published, texts, format }: View): { readonly id: string; readonly name: string }[] => {
  const older = 'before-';
  return [...published.rows.leaves].reverse().map(({ id }) => ({
    id,
    name: id.startsWith(older) ? texts.before(format.month(id.slice(older.length))) : format.month(id),
  }));
};
