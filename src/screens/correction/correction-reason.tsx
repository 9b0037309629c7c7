import { useId } from 'react';
import { useSavingTexts } from '../saving-texts';

export const WHY = ['mistyped', 'learnt', 'twice', 'otherClient'] as const;

/** Why an entry is corrected; own words are kept with the entry, and so only where the entry carries a label. */
export interface Reason {
  readonly why?: (typeof WHY)[number];
  readonly more: string;
}

/** A few plain reasons, and room for own words where the entry carries a label: without one, they could tell of concern to anyone. */
export function CorrectionReason(props: {
  readonly reason: Reason;
  readonly labelled: boolean;
  readonly onChange: (reason: Reason) => void;
}) {
  const { reason, labelled, onChange } = props;
  const saving = useSavingTexts();
  const id = useId();
  return (
    <div className="correction-why">
      <div className="field">
        <fieldset className="choice">
          <legend>{saving('correct.why')}</legend>
          <div className="choices">
            {WHY.map((why) => (
              <label key={why} className="option">
                <input
                  type="radio"
                  name={id}
                  value={why}
                  checked={reason.why === why}
                  onChange={() => onChange({ ...reason, why })}
                />
                {saving(`correct.why.${why}`)}
              </label>
            ))}
          </div>
        </fieldset>
      </div>
      {labelled && (
        <div className="field">
          <label htmlFor={`${id}-more`}>{saving('correct.whyMore')}</label>
          <input
            id={`${id}-more`}
            type="text"
            autoComplete="off"
            value={reason.more}
            onChange={({ target }) => onChange({ ...reason, more: target.value })}
          />
        </div>
      )}
    </div>
  );
}
