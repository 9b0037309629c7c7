import type { Loaded } from '../record/loaded';
import type { PatientSummary } from '../record/snapshot';
import { isolated, useTexts } from '../texts/texts';
import { ageText, dateText } from './format';

/** Whose record is open: always shown, because the chart around the app can change without telling it. */
export function PatientBanner({ patient, on }: { readonly patient: Loaded<PatientSummary>; readonly on: string }) {
  const texts = useTexts();
  const { t } = texts;
  if (patient.state !== 'loaded')
    return (
      <p className="who">
        {t('part.patient')} {t(patient.state === 'loading' ? 'read.loading' : 'read.failed')}
      </p>
    );
  const { name, birthDate } = patient.value;
  return (
    <p className="who">
      <strong>{name === undefined ? t('banner.noName') : isolated(name)}</strong>
      {', '}
      {birthDate ? (
        <>
          {t('banner.born')} {dateText(birthDate)} ({ageText(birthDate, on, texts)})
        </>
      ) : (
        t('banner.noBirthDate')
      )}
    </p>
  );
}
