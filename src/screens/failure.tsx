import type { ConfigProblem } from '../session/site-config';
import type { TextKey } from '../texts/nl';
import { useTexts } from '../texts/texts';

/** Why the app could not open: a sentence for the clinician, a code for the administrator. */
export function Failure(props: {
  readonly code: string;
  readonly text: TextKey;
  readonly problems?: readonly ConfigProblem[];
}) {
  const { t, colon } = useTexts();
  return (
    <main className="failure">
      <h1>{t('failure.title')}</h1>
      <p role="alert">{t(props.text)}</p>
      {props.text !== 'failure.config' && <p>{t('failure.relaunch')}</p>}
      {props.problems && props.problems.length > 0 && (
        <ul className="problems">
          {props.problems.map(({ path, expected }) => (
            <li key={path}>
              <code>{path}</code>: {expected}
            </li>
          ))}
        </ul>
      )}
      <p className="code">
        {t('failure.code')}
        {colon}
        <code>{props.code}</code>
      </p>
    </main>
  );
}
