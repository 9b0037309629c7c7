import type { Reference } from 'fhir/r4';
import { type Answers, type Instance, isInstance } from '../../fhir/answers';
import type { Child } from '../../plan/children';
import { childAt, isChildItem, linkOf, linkOfRow } from './excerpt';
import { mapAnswers } from './map-answers';

/** Numbers of the record, and who a child is, which its RelatedPerson in the document says */
const NOT_CODED =
  /^s1\.kind\.(refpersoon|id|versie|voornaam|naam|geboortedatum|band|nieuw)$|^s4\.besluit\.volgtOp$|\.vanaf12$/;

/** Where a child stands in the document; undefined for one that does not. */
export type PlaceOf = (child: Child) => string | undefined;

/** Chosen answers as a response within a document: children are those of the document, and no number of the record is left. */
export function codedAnswers(answers: Answers, children: readonly Child[], placeOf: PlaceOf): Answers {
  return mapAnswers(answers, (linkId, answer) => {
    if (NOT_CODED.test(linkId)) return undefined;
    if (isInstance(answer)) {
      const inside = codedAnswers(answer.items, children, placeOf);
      return { ...answer, items: { ...rowLink(linkId, answer, children, placeOf), ...inside } };
    }
    if (!isChildItem(linkId)) return answer;
    const link = answer as Reference;
    return referenceTo(childAt(linkOf(link), children), link.display, placeOf);
  });
}

/** A row of the list of children says by a link which child it is about. */
function rowLink(linkId: string, row: Instance, children: readonly Child[], placeOf: PlaceOf): Answers {
  if (linkId !== 's1.kind') return {};
  const link = referenceTo(childAt(linkOfRow(row), children), undefined, placeOf);
  return link ? { 's1.kind.refpersoon': [link] } : {};
}

function referenceTo(child: Child | undefined, display: string | undefined, placeOf: PlaceOf): Reference | undefined {
  const place = child && placeOf(child);
  const name = display ?? [child?.given, child?.family].filter(Boolean).join(' ');
  if (!place && !name) return undefined;
  return { ...(place ? { reference: place } : {}), type: 'RelatedPerson', ...(name ? { display: name } : {}) };
}
