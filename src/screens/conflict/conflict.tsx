import { useId, useState } from 'react';
import { fromRelatedPerson } from '../../mapping/child';
import { type Choices, type ComparedField, type Comparison, compareFields, resolve } from '../../record/conflict';
import type { Change } from '../../record/intended';
import type { Overtaken } from '../../record/save-result';
import { useTexts } from '../../texts/texts';
import { childName } from '../format';
import { useSavingTexts } from '../saving-texts';
import { SaidValue, useFieldLabel, useWording } from './said';

export interface ConflictProps {
  readonly overtaken: readonly Overtaken[];
  /** By `fullUrl`: the change as the person chose it, or undefined where nothing of it is left to write */
  readonly onResolved: (changes: ReadonlyMap<string, Change | undefined>) => void;
  readonly onCancel?: () => void;
}

/** What someone else changed meanwhile, beside what this save would write: the person chooses per field, nothing is chosen beforehand. */
export function Conflict({ overtaken, onResolved, onCancel }: ConflictProps) {
  const saving = useSavingTexts();
  const [choices, setChoices] = useState<ReadonlyMap<string, Choices>>(new Map());
  const compared = overtaken.map((one) => ({ ...one, comparison: compareFields(one.write, one.now) }));
  const chosenFor = (write: Change): Choices => choices.get(write.fullUrl) ?? new Map();
  const open = compared.some(({ write, comparison }) =>
    askedIn(comparison).some(({ field }) => !chosenFor(write).has(field)),
  );
  return (
    <form
      className="conflict"
      onSubmit={(event) => {
        event.preventDefault();
        onResolved(new Map(overtaken.map(({ write, now }) => [write.fullUrl, resolve(write, now, chosenFor(write))])));
      }}
    >
      <p>{saving('conflict.intro')}</p>
      {compared.map(({ write, now, comparison }) => (
        <section key={write.fullUrl} data-conflict={write.fullUrl}>
          <Title write={write} />
          {comparison.kind === 'compared' ? (
            <Comparing
              write={write}
              since={now?.meta?.lastUpdated}
              fields={comparison.fields}
              choices={chosenFor(write)}
              onChoice={(field, choice) =>
                setChoices((before) =>
                  new Map(before).set(write.fullUrl, new Map(before.get(write.fullUrl)).set(field, choice)),
                )
              }
            />
          ) : (
            <p className="warning">{saving(`conflict.${comparison.kind}`)}</p>
          )}
        </section>
      ))}
      {open && <p className="note">{saving('conflict.choose')}</p>}
      <button type="submit" className="primary" disabled={open}>
        {saving('conflict.use')}
      </button>{' '}
      {onCancel && (
        <button type="button" className="quiet" onClick={onCancel}>
          {saving('conflict.cancel')}
        </button>
      )}
    </form>
  );
}

const askedIn = (comparison: Comparison): readonly ComparedField[] =>
  comparison.kind === 'compared' ? comparison.fields.filter(({ standing }) => standing === 'asked') : [];

function Title({ write }: { readonly write: Change }) {
  const texts = useTexts();
  const saving = useSavingTexts();
  return (
    <h3>
      {write.kind === 'amend-entry'
        ? `${write.step}. ${texts.t(`step.long.${write.step}`)}`
        : saving('conflict.child', { name: childName(fromRelatedPerson(write.before), texts) })}
    </h3>
  );
}

const TIME = new Intl.DateTimeFormat('nl-BE', { timeZone: 'Europe/Brussels', dateStyle: 'short', timeStyle: 'short' });

/** One changed resource as a table; radio buttons only where something is asked. */
function Comparing(props: {
  readonly write: Change;
  readonly since: string | undefined;
  readonly fields: readonly ComparedField[];
  readonly choices: Choices;
  readonly onChoice: (field: string, choice: 'now' | 'typed') => void;
}) {
  const { write, since, choices, onChoice } = props;
  const saving = useSavingTexts();
  const id = useId();
  const fields = useWording(write.kind === 'amend-entry' ? write.step : 1);
  const labelOf = useFieldLabel(fields);
  const instant = Date.parse(since ?? '');
  if (props.fields.length === 0) return <p className="note">{saving('conflict.agreed')}</p>;
  return (
    <div className="comparison-frame">
      <table className="comparison">
        <thead>
          <tr>
            <th scope="col">{saving('conflict.field')}</th>
            <th scope="col">{saving('conflict.opened')}</th>
            <th scope="col" id={`${id}-now`}>
              {Number.isNaN(instant)
                ? saving('conflict.now')
                : saving('conflict.nowSince', { time: TIME.format(instant) })}
            </th>
            <th scope="col" id={`${id}-typed`}>
              {saving('conflict.typed')}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.fields.map(({ field, linkId, standing, ...said }) => (
            <tr key={field} data-field={field} data-standing={standing}>
              <th scope="row" id={`${id}-${field}`}>
                {labelOf(field, linkId)}
                {standing !== 'asked' && <p className="note">{saving(`conflict.${standing}`)}</p>}
              </th>
              <td>
                <SaidValue field={field} said={said.opened} fields={fields} />
              </td>
              {(['now', 'typed'] as const).map((side) => (
                <td key={side}>
                  {standing === 'asked' ? (
                    <label className="option">
                      <input
                        type="radio"
                        name={`${id}-${field}`}
                        value={side}
                        checked={choices.get(field) === side}
                        aria-labelledby={`${id}-${field} ${id}-${side} ${id}-${field}-${side}`}
                        onChange={() => onChoice(field, side)}
                      />
                      <span id={`${id}-${field}-${side}`}>
                        <SaidValue field={field} said={said[side]} fields={fields} />
                      </span>
                    </label>
                  ) : (
                    <SaidValue field={field} said={said[side]} fields={fields} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
