import { useEffect, useState } from 'react';
import type { Language } from '../session/site-config';
import { loadTexts, type Texts, TextsContext } from '../texts/texts';
import { Failure } from './failure';
import type { Opened } from './open-app';
import { RecordView } from './record-view';

interface Props {
  readonly opened: Opened;
  readonly startTexts: Texts;
}

export function App({ opened, startTexts }: Props) {
  const [texts, setTexts] = useState(startTexts);
  const speak = async (language: Language) => setTexts(await loadTexts(language));
  useEffect(() => {
    document.documentElement.lang = texts.language;
    document.title = texts.t('app.title');
  }, [texts]);
  return (
    <TextsContext value={texts}>
      {opened.kind === 'open' ? (
        <RecordView {...opened} onLanguage={speak} />
      ) : opened.kind === 'config-error' ? (
        <Failure code={opened.error.code} text="failure.config" problems={opened.error.problems} />
      ) : (
        <Failure code={opened.error.code} text={failureText(opened.error.kind)} />
      )}
    </TextsContext>
  );
}

function failureText(kind: Extract<Opened, { kind: 'session-error' }>['error']['kind']) {
  switch (kind) {
    case 'denied':
      return 'failure.denied';
    case 'identity-invalid':
      return 'failure.identity';
    case 'no-patient':
      return 'failure.noPatient';
    case 'token-unreachable':
      return 'failure.offline';
    default:
      return 'failure.session';
  }
}
