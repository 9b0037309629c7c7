import type { Language } from '../session/site-config';

type Text = Readonly<Record<Language, string>>;

export const chooseText: Text = {
  nl: 'Kies je dossiersysteem',
  fr: 'Choisissez votre système de dossiers',
  en: 'Choose your record system',
};

/** Titles of the window name neither the app nor the patient: others may look on. */
export const waitText: Text = { nl: 'Even geduld', fr: 'Un instant', en: 'One moment' };

export const stoppedText: Text = { nl: 'Niet geopend', fr: 'Pas ouvert', en: 'Not opened' };
