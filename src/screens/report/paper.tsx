import type { Line } from '../../mapping/report/lines';
import type { Report } from '../../mapping/report/report';
import { isolated } from '../../texts/texts';
import { useSavingTexts } from '../saving-texts';

/** A report as it is handed over; printed, it is all that stands on the paper beside whose record it is from. */
export function Paper({ report }: { readonly report: Report }) {
  const saving = useSavingTexts();
  const { head, sections, foot, title } = report;
  return (
    <article className="paper" aria-label={title}>
      <p className="label">{saving('report.paper')}</p>
      {head.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {sections.map((section) => (
        <section key={section.id} data-section={section.id} aria-labelledby={`paper-${section.id}`}>
          <h2 id={`paper-${section.id}`}>{section.title}</h2>
          {section.notes.map((note) => (
            <p key={note} className="note">
              {note}
            </p>
          ))}
          {section.blocks.map((block, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name of their own, and hold no state
            <div key={index} className="paper-block">
              {block.title && <h3>{isolated(block.title)}</h3>}
              <Lines lines={block.lines} />
            </div>
          ))}
        </section>
      ))}
      {foot.map((sentence) => (
        <p key={sentence} className="note">
          {sentence}
        </p>
      ))}
    </article>
  );
}

/** A list, also for who hears it: printed, a list of questions and answers keeps that shape only this way. */
function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const saving = useSavingTexts();
  return (
    <ul className="paper-lines">
      {lines.map(({ label, values, lines: inside, missing }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two lines may ask the same, and hold no state
        <li key={index}>
          <span className="paper-question">{label}</span>{' '}
          {missing ? (
            <strong className="missing">{values[0] ?? saving('report.missing')}</strong>
          ) : (
            values.length > 0 && <span className="paper-answer">{values.map(isolated).join('; ')}</span>
          )}
          {inside.length > 0 && <Lines lines={inside} />}
        </li>
      ))}
    </ul>
  );
}
