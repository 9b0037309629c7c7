import type { SavingCatalogue } from './saving-nl';

export const savingFr: SavingCatalogue = {
  'review.title': 'Relire et enregistrer',
  'review.nothing': 'Rien n’est encore rempli ; il n’y a rien à enregistrer.',
  'review.entry': 'Enregistrement : {title}',
  'review.newChild': 'Nouvel enfant dans le dossier : {name}',
  'review.mergeChild': 'Complément pour {name}, qui figure déjà dans le dossier',
  'review.provenance': 'Qui a écrit ceci',
  'review.labels': 'avec l’étiquette {labels}',
  'review.noLabels': 'sans étiquette',
  'review.save': 'Enregistrer dans le dossier',
  'review.saving': 'Enregistrement en cours…',
  'review.cannot': 'Impossible d’enregistrer ici',
  'review.invalid':
    'Ces champs contiennent quelque chose que nous ne comprenons pas. Cela ne sera pas enregistré avec le reste :',
  'review.leftOut': 'Ne sera pas enregistré :',
  'review.askConcern': 'Enregistrer aussi ce qui concerne des inquiétudes (étapes 2, 4, 5 et 6)',
  'review.askPersons': 'Ajouter aussi les nouveaux enfants aux personnes du dossier',
  'cannot.no-transaction':
    'ce système de dossiers n’accepte pas un contact en une seule fois. Notez-le comme d’habitude ; ce que vous avez saisi reste là.',
  'cannot.entries': 'ce système de dossiers n’accepte pas d’enregistrements ici.',
  'cannot.other-patient': 'le contact dans le système de dossiers concerne quelqu’un d’autre.',
  'cannot.still-reading': 'le dossier est encore en cours de lecture. Un instant.',
  'cannot.patient-unread':
    "les données du client n'ont pas pu être lues, nous ne savons donc pas avec certitude de qui il s'agit.",
  'leftOut.child': 'Un enfant parmi les personnes du dossier',
  'leftOut.provenance': 'Qui a écrit ceci',
  'leftOut.site-refuses': 'les paramètres de ce service ne le permettent pas',
  'leftOut.not-confirmed': 'vous n’avez pas choisi de l’enregistrer',
  'leftOut.not-granted': 'le système de dossiers n’en a pas donné le droit',
  'leftOut.not-supported': 'le système de dossiers ne peut pas l’enregistrer',
  'leftOut.no-version': 'le système de dossiers ne garde pas de versions ; nous ne complétons donc rien',
  'leftOut.user-unknown': 'le système de dossiers n’a pas indiqué qui vous êtes',
  'leftOut.contact-date-missing': 'la date de ce contact manque',
  'leftOut.contact-date-future': 'la date de ce contact est dans le futur',
  'leftOut.not-born': "l'enfant n'est pas encore né à cette date",
  'leftOut.persons-not-read': "toutes les personnes du dossier n'ont pas été lues, l'enfant y figure peut-être déjà",
  'save.conflict':
    'Entre-temps, quelqu’un d’autre a fait une modification. Rien n’a été enregistré et rien de votre collègue n’a été écrasé. Vérifiez et enregistrez à nouveau.',
  'save.refused': 'Le système de dossiers a refusé. Rien n’a été enregistré ; ce que vous avez saisi est toujours là.',
  'save.offline': 'Pas de connexion. Rien n’a été enregistré ; ce que vous avez saisi est toujours là.',
  'save.sessionEnded':
    "La session est terminée. Rien n'a été enregistré ; ce que vous avez tapé est encore là. Ouvrez Kindreflex dans un nouvel onglet et recopiez-le.",
  'save.uncertain':
    'La connexion a été coupée. Il n’est pas certain que tout soit enregistré. Enregistrez à nouveau : rien ne sera en double.',
  'save.partly':
    'Le système de dossiers n’a enregistré qu’une partie. Vérifiez dans le dossier, puis enregistrez à nouveau : rien ne sera en double.',
  'save.again': 'Enregistrer à nouveau',
  'save.wrongPatient': 'Arrêté : un élément ne concerne pas ce client. Rien n’a été enregistré.',
  'save.wrongEncounter':
    "Arrêté : quelque chose n'appartient pas à ce contact dans le système de dossier. Rien n'a été enregistré.",
  'receipt.title': 'Enregistré dans le dossier',
  'receipt.intro': 'Voici ce que contient maintenant le dossier, tel que le système de dossiers l’a renvoyé.',
  'receipt.child': 'Enfant {name}',
  'receipt.dropped': 'Le système de dossiers a laissé de côté :',
  'receipt.changed': "Le système de dossier a enregistré ceci autrement qu'envoyé :",
  'receipt.unread': 'Enregistré, mais pas relu. Vérifiez dans le dossier.',
  'receipt.noProvenance': "Le système de dossier n'a pas pu enregistrer séparément qui a écrit ceci.",
  'receipt.openPoints': 'Ce que le plan par étapes demande encore',
  'receipt.back': 'Vers l’aperçu',
  'receipt.version': 'version {version}',
};
