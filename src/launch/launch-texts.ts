import type { SessionCode } from '../session/error-codes';
import type { Language } from '../session/site-config';

type LaunchCode = Extract<SessionCode, `${'L' | 'C'}-${string}`>;
type Text = Readonly<Record<Language, string>>;

const misconfigured: Text = {
  nl: 'Deze toepassing is hier nog niet juist ingesteld. Geef de code door aan je helpdesk.',
  fr: 'Cette application n’est pas encore bien configurée ici. Communiquez le code à votre service d’assistance.',
  en: 'This application is not set up correctly here yet. Give the code to your help desk.',
};

const refusedAddress: Text = {
  nl: 'Deze link is niet veilig en is niet geopend. Open de toepassing opnieuw vanuit het dossier.',
  fr: 'Ce lien n’est pas sûr et n’a pas été ouvert. Rouvrez l’application depuis le dossier.',
  en: 'This link is not safe and was not opened. Open the application again from the record.',
};

const hostAtFault: Text = {
  nl: 'Je dossiersysteem geeft een aanmelding die niet veilig genoeg is. Er is niets doorgestuurd. Geef de code door aan je helpdesk.',
  fr: 'Votre système de dossiers propose une connexion qui n’est pas assez sûre. Rien n’a été transmis. Communiquez le code à votre service d’assistance.',
  en: 'Your record system offers a login that is not safe enough. Nothing was sent. Give the code to your help desk.',
};

/** What a clinician reads when the launch stops: what happened, and what to do now. */
export const failureTexts: Readonly<Record<LaunchCode, Text>> = {
  'C-01': misconfigured,
  'C-02': misconfigured,
  'C-03': misconfigured,
  'L-01': refusedAddress,
  'L-02': {
    nl: 'Dit dossiersysteem staat niet op de lijst van deze toepassing. Er is niets doorgestuurd. Geef de code door aan je helpdesk.',
    fr: 'Ce système de dossiers ne figure pas sur la liste de cette application. Rien n’a été transmis. Communiquez le code à votre service d’assistance.',
    en: 'This record system is not on the list of this application. Nothing was sent. Give the code to your help desk.',
  },
  'L-03': refusedAddress,
  'L-04': {
    nl: 'Je dossiersysteem antwoordt niet. Controleer de verbinding en open de toepassing opnieuw vanuit het dossier.',
    fr: 'Votre système de dossiers ne répond pas. Vérifiez la connexion et rouvrez l’application depuis le dossier.',
    en: 'Your record system does not answer. Check the connection and open the application again from the record.',
  },
  'L-05': hostAtFault,
  'L-06': hostAtFault,
  'L-07': hostAtFault,
  'L-08': {
    nl: 'Deze toepassing werkt alleen over een beveiligde verbinding (https). Geef de code door aan je helpdesk.',
    fr: 'Cette application ne fonctionne que par une connexion sécurisée (https). Communiquez le code à votre service d’assistance.',
    en: 'This application works only over a secure connection (https). Give the code to your help desk.',
  },
  'L-09': {
    nl: 'Je browser laat deze toepassing hier niets bewaren. Open ze in een eigen tabblad, of geef de code door aan je helpdesk.',
    fr: 'Votre navigateur ne permet pas à cette application de conserver des données ici. Ouvrez-la dans son propre onglet, ou communiquez le code à votre service d’assistance.',
    en: 'Your browser does not let this application keep anything here. Open it in a tab of its own, or give the code to your help desk.',
  },
  'L-10': {
    nl: 'De aanmelding kon niet worden voorbereid. Open de toepassing opnieuw vanuit het dossier.',
    fr: 'La connexion n’a pas pu être préparée. Rouvrez l’application depuis le dossier.',
    en: 'The login could not be prepared. Open the application again from the record.',
  },
};
