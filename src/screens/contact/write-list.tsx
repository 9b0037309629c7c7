import type { ReactNode } from 'react';
import type { FilledElement, IntendedWrite } from '../../record/intended';
import { isChange, meansFor } from '../../record/run';
import type { Consent, SavePlan, WritePlan } from '../../record/write-plan';
import type { SiteConfig } from '../../session/site-config';
import { isolated, useTexts } from '../../texts/texts';
import { useSavingTexts } from '../saving-texts';
import { countText } from './counts';
import { LeftOutList } from './left-out-list';
import { labelsOf, WriteLine } from './write-line';

/** The writes of a save in words: how much at a glance, then what goes where, and what is left out and why. */
export function WriteList(props: {
  readonly plan: WritePlan;
  readonly config: SiteConfig;
  readonly consent: Consent;
  readonly onConsent: (consent: Consent) => void;
}) {
  const { plan, config, consent, onConsent } = props;
  const { colon } = useTexts();
  const saving = useSavingTexts();
  return (
    <>
      {plan.kind === 'save' && <Writes plan={plan} />}
      {plan.kind === 'not-possible' && (
        <p className="warning" role="alert">
          {saving('review.cannot')}
          {colon}
          {saving(`cannot.${plan.reason}`)}
        </p>
      )}
      {config.concernEntries === 'ask' && (
        <label className="option">
          <input
            type="checkbox"
            checked={consent.concernEntries ?? false}
            onChange={({ target }) => onConsent({ ...consent, concernEntries: target.checked })}
          />
          {saving('review.askConcern')}
        </label>
      )}
      {config.relatedPersons === 'ask' && (
        <label className="option">
          <input
            type="checkbox"
            checked={consent.relatedPersons ?? false}
            onChange={({ target }) => onConsent({ ...consent, relatedPersons: target.checked })}
          />
          {saving('review.askPersons')}
        </label>
      )}
      <LeftOutList leftOut={plan.leftOut} />
    </>
  );
}

const IS_ENTRY = ['create-entry', 'amend-entry'];
const IS_CHILD = ['create-child', 'merge-child', 'retire-child'];

function Writes({ plan }: { readonly plan: SavePlan }) {
  const { language } = useTexts();
  const saving = useSavingTexts();
  const { writes } = plan;
  const of = (kinds: readonly string[]) => writes.filter(({ kind }) => kinds.includes(kind));
  const author = writes.flatMap((write) => ('step' in write ? (write.resource.author?.display ?? []) : []))[0];
  return (
    <>
      <p className="counts">{countText(writes, language, saving)}</p>
      <HowWritten plan={plan} />
      <Destination title={saving('review.entries')} writes={of(IS_ENTRY)} />
      <Destination title={saving('review.children')} writes={of(IS_CHILD)} />
      <Destination title={saving('review.documents')} writes={of(['create-document'])} />
      {author && (
        <p className="note">
          {saving('review.author')} {isolated(author)}
        </p>
      )}
    </>
  );
}

/** Everything that goes to one place of the record. */
function Destination({ title, writes }: { readonly title: string; readonly writes: readonly IntendedWrite[] }) {
  if (writes.length === 0) return null;
  return (
    <div className="destination">
      <h3>{title}</h3>
      <ul>
        {writes.map((write) => (
          <li key={write.fullUrl} data-write={write.kind}>
            <Line write={write} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Under its own title a step needs no more than its name and its label. */
function Line({ write }: { readonly write: IntendedWrite }): ReactNode {
  const { t } = useTexts();
  const saving = useSavingTexts();
  if (write.kind === 'merge-child')
    return (
      <>
        <WriteLine write={write} />{' '}
        <span className="note">({write.filled.map((element) => saving(FILLED[element])).join(', ')})</span>
      </>
    );
  if (write.kind !== 'create-entry') return <WriteLine write={write} />;
  const labels = labelsOf(write);
  return (
    <>
      {write.step}. {t(`step.long.${write.step}`)}{' '}
      <span className="note">{labels ? saving('review.labels', { labels }) : saving('review.noLabels')}</span>
    </>
  );
}

const FILLED = {
  name: 'conflict.name',
  birthDate: 'conflict.birthDate',
  relationship: 'conflict.relationship',
} as const satisfies Record<FilledElement, string>;

/** Which way it goes into this record, and what that means for what cannot be had there. */
function HowWritten({ plan }: { readonly plan: SavePlan }) {
  const saving = useSavingTexts();
  const changed = plan.writes.filter(isChange);
  const unguarded = changed.some((write) => !meansFor(plan, write).refusesStale);
  return (
    <p className="note" data-way={plan.way}>
      {saving(`way.${plan.way}`)} {!plan.certain && saving('way.try')} {unguarded && saving('way.unguarded')}
    </p>
  );
}
