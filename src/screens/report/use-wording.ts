import { use } from 'react';
import { REFERRAL_LABELS, REFERRAL_PARTS, type ReferralWording } from '../../mapping/report/referral-wording';
import type { Wording } from '../../mapping/report/wording';
import type { Step } from '../../plan/entry';
import type { RecordSnapshot } from '../../record/snapshot';
import { useTexts } from '../../texts/texts';
import { childName, dateText } from '../format';
import { loadFields } from '../load-fields';
import { useSavingTexts } from '../saving-texts';

const nameOf = ({ user }: RecordSnapshot): string | undefined =>
  user.state === 'loaded' ? user.value?.name : undefined;

/** What a report says in the language of the screen. `last`: only the last contact of each part goes in. */
export function useWording(snapshot: RecordSnapshot, today: string, last: boolean): Wording {
  const texts = useTexts();
  const { t, language } = texts;
  const saving = useSavingTexts();
  const date = dateText(today);
  const author = nameOf(snapshot);
  const patient = snapshot.patient.state === 'loaded' ? snapshot.patient.value : undefined;
  return {
    language,
    questions: useQuestions(),
    yes: t('field.yes'),
    no: t('field.no'),
    date: dateText,
    title: saving('report.title'),
    children: t('overview.children'),
    step: (step) => `${step}. ${t(`step.${step}`)}`,
    contact: (day, by) =>
      [saving('receipt.contactOn', { date: dateText(day) }), by && saving('entry.by', { author: by })]
        .filter(Boolean)
        .join(', '),
    childName: (child) => childName(child, texts),
    birthDate: saving('conflict.birthDate'),
    unknown: saving('report.unknown'),
    nothingVisible: saving('report.nothingVisible'),
    partial: t('read.partial'),
    newer: saving('report.newer'),
    contradicting: saving('report.contradicting'),
    missing: saving('report.missing'),
    about: saving('report.aboutClient', {
      name: patient?.name ?? t('banner.noName'),
      date: patient?.birthDate ? dateText(patient.birthDate) : saving('report.unknown'),
    }),
    head: [author ? saving('report.madeBy', { date, author }) : saving('report.madeOn', { date })],
    foot: [...(last ? [saving('report.onlyLast')] : []), saving('report.excerpt')],
  };
}

/** The same for a draft for a mandated facility. */
export function useReferralWording(snapshot: RecordSnapshot, today: string): ReferralWording {
  const saving = useSavingTexts();
  const wording = useWording(snapshot, today, false);
  const patient = snapshot.patient.state === 'loaded' ? snapshot.patient.value : undefined;
  return {
    ...wording,
    title: saving('report.referral.title'),
    head: [...wording.head, saving('report.referral.draft')],
    titles: Object.fromEntries(
      REFERRAL_PARTS.map((part) => [part, saving(`report.part.${part}`)]),
    ) as ReferralWording['titles'],
    labels: Object.fromEntries(
      REFERRAL_LABELS.map((label) => [label, saving(`report.label.${label}`)]),
    ) as ReferralWording['labels'],
    missingOrLeft: saving('report.missingOrLeft'),
    author: nameOf(snapshot),
    client: { name: patient?.name, birthDate: patient?.birthDate },
  };
}

function useQuestions(): Wording['questions'] {
  const { language } = useTexts();
  const of = (step: Step) => loadFields(step, language);
  // Asked for together, before the first is waited for.
  const all = { 1: of(1), 2: of(2), 3: of(3), 4: of(4), 5: of(5), 6: of(6) };
  return { 1: use(all[1]), 2: use(all[2]), 3: use(all[3]), 4: use(all[4]), 5: use(all[5]), 6: use(all[6]) };
}
