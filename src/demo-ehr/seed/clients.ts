import { type Client, encounter, officialName, patient, relatedPerson } from './person';

const practice = { reference: 'Organization/praktijk-de-linde', display: 'Huisartsenpraktijk De Linde' };

/** S1: no children. */
const wim: Client = {
  patient: patient('wim-claes', '100101', officialName('Claes', 'Wim'), 'male', '1968-03-22'),
  encounter: encounter(
    'wim-claes-consult',
    'wim-claes',
    'AMB',
    '2026-11-24T08:30:00+01:00',
    'Raadpleging orthopedie: knie',
  ),
  relatedPersons: [],
};

/** S2: expecting, at the general practitioner. */
const jelle: Client = {
  patient: patient('jelle-peeters', '100102', officialName('Peeters', 'Jelle'), 'male', '1995-06-09'),
  encounter: encounter(
    'jelle-peeters-consult',
    'jelle-peeters',
    'AMB',
    '2026-11-24T08:45:00+01:00',
    'Huisartsraadpleging',
    practice,
  ),
  relatedPersons: [],
};

/** S3: three children, one of them elsewhere. */
const sofie: Client = {
  patient: patient('sofie-maes', '100103', officialName('Maes', 'Sofie'), 'female', '1987-02-14'),
  encounter: encounter(
    'sofie-maes-consult',
    'sofie-maes',
    'AMB',
    '2026-11-24T09:00:00+01:00',
    'Raadpleging psychiatrie',
  ),
  relatedPersons: [],
};

/** S4: admitted in the evening, children not looked after. */
const karim: Client = {
  patient: patient('karim-benali', '100104', officialName('Benali', 'Karim'), 'male', '1992-08-30'),
  encounter: encounter('karim-benali-crisis', 'karim-benali', 'IMP', '2026-11-23T21:10:00+01:00', 'Crisisopname'),
  relatedPersons: [],
};

/** S5: a gut feeling that proves not alarming. */
const ines: Client = {
  patient: patient('ines-wouters', '100105', officialName('Wouters', 'Ines'), 'female', '1999-04-11'),
  encounter: encounter(
    'ines-wouters-consult',
    'ines-wouters',
    'AMB',
    '2026-11-24T08:40:00+01:00',
    'Begeleiding geestelijke gezondheidszorg',
  ),
  relatedPersons: [
    relatedPerson('ines-wouters-moeder', 'ines-wouters', officialName('Janssen', 'Rita'), 'MTH', '1966-01-30'),
  ],
};

/** S6: alarming and willing. */
const katrijn: Client = {
  patient: patient('katrijn-aerts', '100106', officialName('Aerts', 'Katrijn'), 'female', '1990-05-17'),
  encounter: encounter(
    'katrijn-aerts-emergency',
    'katrijn-aerts',
    'EMER',
    '2026-11-23T22:45:00+01:00',
    'Spoedgevallen',
  ),
  relatedPersons: [],
};

/** S7: alarming and not willing. */
const bart: Client = {
  patient: patient('bart-de-wilde', '100107', officialName('De Wilde', 'Bart'), 'male', '1986-01-08'),
  encounter: encounter(
    'bart-de-wilde-consult',
    'bart-de-wilde',
    'AMB',
    '2026-11-24T08:20:00+01:00',
    'Raadpleging verslavingszorg',
  ),
  relatedPersons: [],
};

/** S8: children in the host under another spelling, and an adult with the name of one of them. */
const anneleen: Client = {
  patient: patient(
    'anneleen-de-smedt',
    '100108',
    officialName('De Smedt-Van den Broeck', 'Anneleen'),
    'female',
    '1990-10-03',
  ),
  encounter: encounter(
    'anneleen-de-smedt-consult',
    'anneleen-de-smedt',
    'AMB',
    '2026-11-24T09:05:00+01:00',
    'Raadpleging psychologie',
  ),
  relatedPersons: [
    relatedPerson('zoe-vandenbroeck', 'anneleen-de-smedt', officialName('Vandenbroeck', 'Zoë'), 'CHILD', '2017-05-02'),
    relatedPerson(
      'lars-vandenbroeck',
      'anneleen-de-smedt',
      officialName('Vandenbroeck', 'Lars'),
      'CHILD',
      '2019-03-14',
    ),
    relatedPerson(
      'zoe-vandenbroeck-1994',
      'anneleen-de-smedt',
      officialName('Vandenbroeck', 'Zoe'),
      'SIS',
      '1994-05-02',
    ),
  ],
};

/** S10: does not want to talk about the family. */
const luc: Client = {
  patient: patient('luc-martens', '100110', officialName('Martens', 'Luc'), 'male', '1976-07-19'),
  encounter: encounter(
    'luc-martens-consult',
    'luc-martens',
    'AMB',
    '2026-11-24T08:50:00+01:00',
    'Raadpleging algologie',
  ),
  relatedPersons: [],
};

/** Declined, and yet a gut feeling. */
const els: Client = {
  patient: patient('els-verhoeven', '100111', officialName('Verhoeven', 'Els'), 'female', '1984-12-05'),
  encounter: encounter(
    'els-verhoeven-admission',
    'els-verhoeven',
    'IMP',
    '2026-11-23T16:40:00+01:00',
    'Opname ontwenning',
  ),
  relatedPersons: [],
};

/** Sedated; the ambulance crew saw the children. */
const rik: Client = {
  patient: patient('rik-lambrechts', '100112', officialName('Lambrechts', 'Rik'), 'male', '1988-09-27'),
  encounter: encounter(
    'rik-lambrechts-emergency',
    'rik-lambrechts',
    'EMER',
    '2026-11-24T02:20:00+01:00',
    'Spoedgevallen: binnengebracht door de ambulance',
  ),
  relatedPersons: [],
};

/** Nobody knows yet who this is: neither name nor birth date. */
const unknown: Client = {
  patient: patient('onbekend', '100113', undefined, 'unknown', undefined),
  encounter: encounter(
    'onbekend-emergency',
    'onbekend',
    'EMER',
    '2026-11-24T04:50:00+01:00',
    'Spoedgevallen: identiteit nog niet bekend',
  ),
  relatedPersons: [],
};

/** The fictional clients of this host, in the order of its list. */
export const clients: readonly Client[] = [
  wim,
  jelle,
  sofie,
  karim,
  ines,
  katrijn,
  bart,
  anneleen,
  luc,
  els,
  rik,
  unknown,
];
