import type { Part, RecordSnapshot } from '../record/snapshot';
import { useTexts } from '../texts/texts';

const PARTS = { patient: 'part.patient', relatedPersons: 'part.relatedPersons', entries: 'part.entries' } as const;

/** What could not be read, or not whole, and what can still be done about it. */
export function ReadProblems({
  snapshot,
  onRetry,
}: {
  readonly snapshot: RecordSnapshot;
  readonly onRetry: (part: Part) => Promise<unknown>;
}) {
  const { t } = useTexts();
  const parts = Object.keys(PARTS) as (keyof typeof PARTS)[];
  const failures = parts.flatMap((part) => {
    const loaded = snapshot[part];
    return loaded.state === 'failed' ? [{ part, error: loaded.error }] : [];
  });
  const gaps = [snapshot.relatedPersons, snapshot.entries].flatMap((loaded) =>
    loaded.state === 'loaded' ? loaded.value.gaps : [],
  );
  if (failures.length === 0 && gaps.length === 0) return null;
  return (
    <section className="problems" role="status">
      {failures.map(({ part, error }) => (
        <p key={part}>
          {t(PARTS[part])} {t(error.kind === 'forbidden' ? 'read.forbidden' : 'read.failed')} <code>{error.code}</code>{' '}
          <button type="button" className="quiet" onClick={() => void onRetry(part)}>
            {t('read.retry')}
          </button>
        </p>
      ))}
      {gaps.some(({ reason }) => reason === 'other-patient') && <p>{t('read.foreign')}</p>}
      {gaps.some(({ reason }) => reason === 'only-notes') && <p>{t('read.onlyNotes')}</p>}
      {gaps.some(({ reason }) => reason !== 'other-patient' && reason !== 'only-notes') && <p>{t('read.partial')}</p>}
    </section>
  );
}
