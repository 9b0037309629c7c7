import { can } from '../record/can';
import { takesOf } from '../record/permissions';
import type { Trial } from './trial';

/** What follows for kindreflex.config.json and for the host's administrator, one sentence each. */
export function adviceFor({ facts, learnt, gone }: Trial): string[] {
  const entriesGranted = can('QuestionnaireResponse', 'create', facts).answer !== 'no';
  const after = takesOf({ ...facts, refused: learnt.refused });
  const byDocuments = after.entriesAs === 'documents';
  const sentences: [boolean | undefined, string][] = [
    [
      entriesGranted && byDocuments,
      '"documents": { "entries": true } because responses are granted and then refused: earlier entries stand in documents.',
    ],
    [
      byDocuments,
      '"documents": { "portalWithholds": true } only if no portal shows such documents; else steps 2, 4, 5, 6 stay out.',
    ],
    [
      !byDocuments && after.documents && learnt.notes,
      '"documents": { "notes": true } if the EHR’s own screens show no QuestionnaireResponse.',
    ],
    [
      byDocuments && learnt.json === false,
      'FHIR JSON in documents is refused: only readable notes are kept, and earlier contacts are not counted.',
    ],
    [
      learnt.entryUnfit,
      'Entries are refused for what they hold: load the Questionnaires (npm run publish-resources) and check again.',
    ],
    [
      learnt.labels === 'hidden',
      '"labels": what carries R or SDV is not shown to this user. Arrange access, or choose labels that are shown.',
    ],
    [
      learnt.labels === 'dropped',
      '"concernEntries": "ask" or "refuse", as labels are dropped: steps 2, 4, 5, 6 would stand unlabelled.',
    ],
    [
      learnt.correctionsLost,
      'Extensions are dropped: a correction written as a new entry is not recognised as one. Tell the users.',
    ],
    [
      learnt.overwritten.size > 0,
      `An old version of ${[...learnt.overwritten].join(', ')} is overwritten: the app re-reads just before, which narrows the gap only.`,
    ],
    [
      learnt.cors === false,
      'CORS: have the host allow the origin, methods and headers named above, or the app cannot save.',
    ],
    [gone, 'The connection broke: not everything was tried. Check again.'],
  ];
  const due = sentences.flatMap(([when, sentence]) => (when ? [sentence] : []));
  return due.length > 0 ? due : ['Nothing has to be set for what was tried.'];
}
