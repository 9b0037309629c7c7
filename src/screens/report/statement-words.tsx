import { use } from 'react';
import type { Answers } from '../../fhir/answers';
import { statementText } from '../../mapping/report/compose';
import type { Entry } from '../../plan/entry';
import { isolated, useTexts } from '../../texts/texts';
import { dateText } from '../format';
import { loadFields } from '../load-fields';

/** A statement in one line, so that who chooses knows what is chosen. */
export function StatementWords({ entry, answers }: { readonly entry: Entry; readonly answers: Answers }) {
  const { t, language } = useTexts();
  const questions = use(loadFields(entry.step, language));
  const words = { yes: t('field.yes'), no: t('field.no'), date: dateText };
  return <q>{isolated(statementText(questions, answers, words))}</q>;
}
