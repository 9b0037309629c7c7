import { type ReactNode, use, useId, useState } from 'react';
import { Fields } from '../../../form/fields';
import { useSavingTexts } from '../../saving-texts';
import { Earlier } from './earlier';
import { holdsAnswer } from './holds-answer';
import { StepContext } from './step-context';

export type BlockName =
  | 'gather'
  | 'listen'
  | 'discuss'
  | 'advise'
  | 'name'
  | 'decide'
  | 'progress'
  | 'measures'
  | 'family'
  | 'inform'
  | 'contact'
  | 'agree';

export interface BlockProps {
  readonly name: BlockName;
  /** The questions that it holds */
  readonly linkIds: readonly string[];
  readonly startsOpen?: boolean;
  /** What stays in sight while it is folded */
  readonly above?: ReactNode;
  /** What can be done without unfolding it; gets the way to unfold it */
  readonly shortcut?: (unfold: () => void) => ReactNode;
  /** Instead of the questions one below the other and what earlier contacts noted under them */
  readonly children?: ReactNode;
}

/** One part of the path of a step: a line while nothing is in it, a card with its questions once someone starts it. */
export function Block({ name, linkIds, startsOpen = false, above, shortcut, children }: BlockProps) {
  const saving = useSavingTexts();
  const { answers, earlier } = use(StepContext);
  const id = useId();
  const holds = holdsAnswer(answers, linkIds);
  const before = earlier.some((entry) => holdsAnswer(entry.answers, linkIds)) ? 'block.earlier' : 'block.empty';
  const [open, setOpen] = useState(startsOpen || holds);
  // Once drawn, a folded block stays in the page: what was typed in it must not be lost.
  const [drawn, setDrawn] = useState(open);
  const toggle = (next: boolean) => {
    setOpen(next);
    if (next) setDrawn(true);
  };
  return (
    <li className="block" data-block={name} data-holds={holds}>
      <div className="block-line">
        <h3>
          <button
            type="button"
            className="block-toggle"
            aria-expanded={open}
            aria-controls={drawn ? id : undefined}
            onClick={() => toggle(!open)}
          >
            {saving(`block.${name}`)}
          </button>
        </h3>
        <span className="note">{saving(`what.${name}`)}</span>
        {!open && shortcut && !holds ? shortcut(() => toggle(true)) : null}
        {!open && <span className="note block-state">{saving(holds ? 'block.filled' : before)}</span>}
      </div>
      {above}
      {drawn && (
        <div id={id} className="block-fields" hidden={!open}>
          {children ?? (
            <>
              <Questions linkIds={linkIds} />
              <Earlier linkIds={linkIds} />
            </>
          )}
        </div>
      )}
    </li>
  );
}

/** Questions of the step on screen, in the order of their Questionnaire. */
export function Questions({ linkIds }: { readonly linkIds: readonly string[] }) {
  const { fields, scopes } = use(StepContext);
  return <Fields fields={fields.filter(({ linkId }) => linkIds.includes(linkId))} path={ROOT} scopes={scopes} />;
}

const ROOT: readonly never[] = [];
