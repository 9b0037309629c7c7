/** What a person reads from review to receipt: fetched after the first field is usable. */
export const savingNl = {
  'review.title': 'Nakijken en bewaren',
  'review.nothing': 'Er is nog niets ingevuld om te bewaren.',
  'review.entry': 'Registratie {title}',
  'review.newChild': 'Nieuw kind in het dossier: {name}',
  'review.mergeChild': 'Aanvulling bij {name}, die al in het dossier staat',
  'review.provenance': 'Wie dit schreef',
  'review.labels': 'met label {labels}',
  'review.noLabels': 'zonder label',
  'review.save': 'Bewaren in het dossier',
  'review.saving': 'Wordt bewaard…',
  'review.cannot': 'Bewaren kan hier niet',
  'review.invalid': 'Deze velden bevatten iets wat we niet begrijpen. Het wordt niet mee bewaard:',
  'review.leftOut': 'Wordt niet bewaard:',
  'review.askConcern': 'Bewaar ook wat over zorgen gaat (stappen 2, 4, 5 en 6)',
  'review.askPersons': 'Zet nieuwe kinderen ook bij de personen in het dossier',
  'cannot.no-transaction':
    'dit dossiersysteem neemt een contact niet in één keer aan. Noteer het zoals je gewend bent; wat je typte blijft staan.',
  'cannot.entries': 'dit dossiersysteem neemt hier geen registraties aan.',
  'cannot.other-patient': 'het contact in het dossiersysteem hoort bij iemand anders.',
  'cannot.still-reading': 'het dossier wordt nog gelezen. Even geduld.',
  'cannot.patient-unread':
    'de gegevens van de cliënt konden niet gelezen worden, dus we weten niet zeker om wie het gaat.',
  'leftOut.child': 'Een kind bij de personen in het dossier',
  'leftOut.provenance': 'Wie dit schreef',
  'leftOut.site-refuses': 'de instellingen van deze dienst laten dit niet toe',
  'leftOut.not-confirmed': 'je koos er niet voor om dit te bewaren',
  'leftOut.not-granted': 'het dossiersysteem gaf hiervoor geen recht',
  'leftOut.not-supported': 'het dossiersysteem kan dit niet bewaren',
  'leftOut.no-version': 'het dossiersysteem houdt geen versies bij, dus vullen we niets aan',
  'leftOut.user-unknown': 'het dossiersysteem zei niet wie je bent',
  'leftOut.contact-date-missing': 'de datum van dit contact ontbreekt',
  'leftOut.contact-date-future': 'de datum van dit contact ligt in de toekomst',
  'leftOut.not-born': 'het kind is op deze datum nog niet geboren',
  'leftOut.persons-not-read': 'de personen in het dossier zijn niet allemaal gelezen, dus het kind kan er al staan',
  'save.conflict':
    'Iemand anders heeft intussen iets gewijzigd. Er is niets bewaard en niets van je collega overschreven. Kijk na en bewaar opnieuw.',
  'save.refused': 'Het dossiersysteem weigerde. Er is niets bewaard; wat je typte staat er nog.',
  'save.offline': 'Geen verbinding. Er is niets bewaard; wat je typte staat er nog.',
  'save.sessionEnded':
    'De aanmelding is voorbij. Er is niets bewaard; wat je typte staat hier nog. Open de Kindreflex in een nieuw tabblad en neem het over.',
  'save.uncertain':
    'De verbinding brak af. Het is niet zeker of alles bewaard is. Bewaar opnieuw: er komt niets dubbel.',
  'save.partly':
    'Het dossiersysteem bewaarde maar een deel. Kijk na in het dossier; bewaar daarna opnieuw, er komt niets dubbel.',
  'save.again': 'Opnieuw bewaren',
  'save.wrongPatient': 'Gestopt: er is iets dat niet over deze cliënt gaat. Er is niets bewaard.',
  'save.wrongEncounter':
    'Gestopt: er is iets dat niet bij dit contact in het dossiersysteem hoort. Er is niets bewaard.',
  'receipt.title': 'Bewaard in het dossier',
  'receipt.intro': 'Zo staat het nu in het dossier, zoals het dossiersysteem het teruggaf.',
  'receipt.child': 'Kind {name}',
  'receipt.dropped': 'Het dossiersysteem liet dit weg:',
  'receipt.changed': 'Het dossiersysteem bewaarde dit anders dan gestuurd:',
  'receipt.unread': 'Bewaard, maar niet teruggelezen. Kijk na in het dossier.',
  'receipt.noProvenance': 'Wie dit schreef, kon het dossiersysteem niet apart bewaren.',
  'receipt.openPoints': 'Wat het stappenplan nog vraagt',
  'receipt.back': 'Naar het overzicht',
  'receipt.version': 'versie {version}',
} as const satisfies Record<string, string>;

export type SavingKey = keyof typeof savingNl;
export type SavingCatalogue = Readonly<Record<SavingKey, string>>;
