import type { ReactNode } from 'react';
import { PARTS, type Part } from '../../mapping/report/parts';
import type { StatementKind } from '../../mapping/report/statements';
import type { PlanState } from '../../plan/fold';
import { isolated, useTexts } from '../../texts/texts';
import { childName, dateText } from '../format';
import { Part as Fetched } from '../part';
import { useSavingTexts } from '../saving-texts';
import { type Choice, countOf, isVeiledPart, offeredStatements, toggled } from './choice';
import type { ReportPageProps } from './report-page';
import { StatementWords } from './statement-words';

type Props = Pick<ReportPageProps, 'plan' | 'labelled' | 'shown'> & {
  readonly choice: Choice;
  /** What was chosen is being stored, or may have been */
  readonly frozen: boolean;
  readonly onChoice: (changed: Partial<Choice>) => void;
};

/** What goes in: steps and children at once, what someone else or a child said one by one. */
export function Choose({ plan, labelled, shown, choice, frozen, onChoice }: Props) {
  const { t } = useTexts();
  const texts = useTexts();
  const saving = useSavingTexts();
  const parts = PARTS.filter((part) => shown || !isVeiledPart(part, labelled));
  const offered = parts.filter((part) => typeof part === 'number' || countOf(plan, part) > 0);
  return (
    <div inert={frozen}>
      <p className="note">{saving(choice.kind === 'report' || !shown ? 'report.intro' : 'report.referral.intro')}</p>
      {shown && (
        <Options legend={saving('report.kind')}>
          {(['report', 'referral'] as const).map((kind) => (
            <label key={kind} className="option">
              <input
                type="radio"
                name="report-kind"
                checked={choice.kind === kind}
                onChange={() => onChoice({ kind })}
              />
              {saving(`report.kind.${kind}`)}
            </label>
          ))}
        </Options>
      )}
      {choice.kind === 'report' && (
        <>
          <Options legend={saving('report.steps')}>
            {offered.map((part) => (
              <label key={part} className="option" data-part={part}>
                <input
                  type="checkbox"
                  checked={choice.parts.has(part)}
                  onChange={() => onChoice({ parts: toggled(choice.parts, part) })}
                />
                <PartName part={part} plan={plan} />
              </label>
            ))}
          </Options>
          <Options legend={saving('report.span')}>
            {(['all', 'last'] as const).map((span) => (
              <label key={span} className="option">
                <input
                  type="radio"
                  name="report-span"
                  checked={choice.span === span}
                  onChange={() => onChoice({ span })}
                />
                {saving(`report.span.${span}`)}
              </label>
            ))}
          </Options>
        </>
      )}
      {plan.children.length > 0 && (
        <Options legend={t('overview.children')}>
          {plan.children.map((child) => (
            <label key={child.key} className="option" data-child={child.key}>
              <input
                type="checkbox"
                checked={choice.children.has(child.key)}
                onChange={() => onChoice({ children: toggled(choice.children, child.key) })}
              />
              {childName(child, texts)}
            </label>
          ))}
        </Options>
      )}
      {shown && (
        <Fetched>
          <Statements {...{ plan, choice }} onChoice={onChoice} />
        </Fetched>
      )}
    </div>
  );
}

function Options({ legend, children }: { readonly legend: string; readonly children: ReactNode }) {
  return (
    <fieldset className="report-options">
      <legend>{legend}</legend>
      <div className="choices">{children}</div>
    </fieldset>
  );
}

function PartName({ part, plan }: { readonly part: Part; readonly plan: PlanState }) {
  const { t, language } = useTexts();
  const saving = useSavingTexts();
  if (part === 'decisions' || part === 'measures') return saving(`report.${part}`);
  const count = countOf(plan, part);
  const form = new Intl.PluralRules(language).select(count) === 'one' ? 'one' : 'other';
  return (
    <span>
      {part}. {t(`step.${part}`)}{' '}
      <span className="note">
        ({saving(count === 0 ? 'report.contacts.none' : `report.contacts.${form}`, { count })})
      </span>
    </span>
  );
}

const KINDS: readonly StatementKind[] = ['third-party', 'child-words', 'anonymous-advice'];

function Statements(props: Pick<Props, 'plan' | 'choice' | 'onChoice'>) {
  const { plan, choice, onChoice } = props;
  const saving = useSavingTexts();
  const offered = offeredStatements(plan, choice);
  return KINDS.map((kind) => {
    const ofKind = offered.filter((statement) => statement.kind === kind);
    if (ofKind.length === 0) return null;
    return (
      <fieldset key={kind} className="report-options one-by-one" data-statements={kind}>
        <legend>{saving(`report.${kind}`)}</legend>
        <p className="note">
          {saving('report.oneByOne')} {kind === 'anonymous-advice' && saving('report.noLongerAnonymous')}
        </p>
        <div className="choices">
          {ofKind.map(({ key, entry, answers }) => (
            <label key={key} className="option">
              <input
                type="checkbox"
                checked={choice.statements.has(key)}
                onChange={() => onChoice({ statements: toggled(choice.statements, key) })}
              />
              <span>
                {dateText(entry.contactDate)} {isolated(entry.author ?? '')}{' '}
                <StatementWords entry={entry} answers={answers} />
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    );
  });
}
