import { use } from 'react';
import { unreadItems } from '../mapping/unread';
import type { Entry } from '../plan/entry';
import { useTexts } from '../texts/texts';
import { AnswerList, UnknownItems } from './answer-list';
import { loadFields } from './load-fields';
import { useSavingTexts } from './saving-texts';

/** One entry as it was recorded; the day of the contact stands above it, and is told here only where it is another. */
export function EntryAnswers({ entry }: { readonly entry: Entry }) {
  const { language } = useTexts();
  const saving = useSavingTexts();
  const fields = use(loadFields(entry.step, language));
  const unread = unreadItems(entry);
  const dateItem = `s${entry.step}.contactDate`;
  const isTold = entry.answers[dateItem]?.[0] === entry.contactDate;
  return (
    <>
      <AnswerList
        fields={isTold ? fields.filter(({ linkId }) => linkId !== dateItem) : fields}
        answers={entry.answers}
      />
      {unread.length > 0 && (
        <>
          <p className="note">{saving('entry.unknown')}</p>
          <UnknownItems items={unread} />
        </>
      )}
    </>
  );
}
