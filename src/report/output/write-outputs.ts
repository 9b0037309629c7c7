import type { Figures } from '../figures';
import { suppress } from '../suppress/suppress';
import { csv } from './csv';
import { measureReports } from './measure-report';
import { writeFolder } from './output-folder';
import { page } from './page';
import { LANGUAGES } from './texts';

export interface OutputOptions {
  /** The folder that holds the report afterwards */
  readonly out: string;
  /** What the service calls the report; shown, never part of a file name */
  readonly title?: string | undefined;
  /** Days within which a decision counts as in time */
  readonly decisionDays: number;
}

/**
 * Writes everything a report consists of, after suppression: a MeasureReport per Measure, figures.csv and a page per language. The
 * folder appears whole or not at all. Throws where `out` holds something else, with a sentence for the person.
 */
export async function writeOutputs(figures: Figures, { out, title, decisionDays }: OutputOptions): Promise<void> {
  const published = suppress(figures);
  const files = new Map<string, string>([['figures.csv', csv(published)]]);
  for (const language of LANGUAGES)
    files.set(`report.${language}.html`, page(language, published, { decisionDays, title }));
  for (const report of measureReports(published, title))
    files.set(`MeasureReport-${report.id}.json`, `${JSON.stringify(report, null, 2)}\n`);
  await writeFolder(out, files);
}
