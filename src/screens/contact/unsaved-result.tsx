import { useEffect, useRef } from 'react';
import { later } from '../../form/later';
import type { Change } from '../../record/intended';
import type { Receipt } from '../../record/save-result';
import type { LaunchContext } from '../../session/launch-context';
import type { SavingKey } from '../../texts/saving-nl';
import type { ConflictProps } from '../conflict/conflict';
import { Part } from '../part';
import { useSavingTexts } from '../saving-texts';
import { SignInAgain } from '../session/sign-in-again';
import { Outcomes } from './outcomes';
import type { Unsaved } from './use-saving';

const Conflict = later<ConflictProps>(async () => (await import('../conflict/conflict')).Conflict);

/** What became of a save that did not simply succeed, in a sentence, and what a person can do about it. */
export function UnsavedResult(props: {
  readonly result: Unsaved;
  /** It is being tried again: what can be chosen now would be about what is over */
  readonly busy: boolean;
  readonly onChoices: (choices: ReadonlyMap<string, Change | undefined>) => Promise<void>;
  readonly onLeave: (receipt: Receipt) => void;
  readonly context: LaunchContext;
}) {
  const { result, busy, onChoices, onLeave, context } = props;
  const saving = useSavingTexts();
  const code = 'error' in result ? result.error?.code : undefined;
  const told = useRef<HTMLParagraphElement>(null);
  // Also when the same is told again: the button that had the focus was out of use while it was being saved.
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new result is to be read
  useEffect(() => told.current?.focus(), [result]);
  return (
    <div className="unsaved" inert={busy}>
      <p className="warning" role="alert" tabIndex={-1} ref={told}>
        {saving(textOf(result))} {code && <code>{code}</code>}
      </p>
      {result.kind === 'conflict' && result.overtaken.length > 0 && (
        <Part>
          <Conflict overtaken={result.overtaken} onResolved={(choices) => void onChoices(choices)} />
        </Part>
      )}
      {'error' in result && result.error?.kind === 'unauthorized' && <SignInAgain context={context} />}
      {result.kind === 'partly-saved' && (
        <>
          <Outcomes items={result.receipt.items} />
          <button type="button" className="quiet" onClick={() => onLeave(result.receipt)}>
            {saving('save.leaveSo')}
          </button>
        </>
      )}
    </div>
  );
}

function textOf(result: Unsaved): SavingKey {
  switch (result.kind) {
    case 'conflict':
      return 'save.conflict';
    case 'children-appeared':
      return 'save.childrenAppeared';
    case 'refused':
      return result.error.kind === 'unauthorized'
        ? 'save.sessionEnded'
        : result.refused.length > 0
          ? 'save.refusedLearnt'
          : 'save.refused';
    case 'not-saved':
      return 'save.offline';
    case 'uncertain':
      return 'save.uncertain';
    case 'partly-saved':
      return result.stopped ? 'save.partlyStopped' : 'save.partly';
    case 'elsewhere':
      return 'save.elsewhere';
    case 'stopped':
      return STOPPED[result.reason];
  }
}

const STOPPED = {
  'other-patient': 'save.wrongPatient',
  'other-encounter': 'save.wrongEncounter',
  'other-session': 'save.otherSession',
  'answer-about-other': 'save.answerAboutOther',
} as const;
