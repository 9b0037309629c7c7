import type {
  Bundle,
  BundleEntry,
  CodeableConcept,
  Coding,
  Composition,
  CompositionSection,
  FhirResource,
  Patient,
  Reference,
} from 'fhir/r4';
import type { Child } from '../../plan/children';
import type { Entry } from '../../plan/entry';
import { IDENTIFIER_SYSTEM } from '../canonical';
import type { QuestionOf } from './coded';
import { childOf, patientOf, practitionerOf, responseOf } from './copies';
import { sectionNarrative, sentences } from './narrative';
import type { Block, Report, Section } from './report';

export interface DocumentInput {
  readonly report: Report;
  /** As the record has it; the document takes over no more than name and birth date */
  readonly patient: Patient;
  /** Who hands it over; without a name: `someone` */
  readonly author?: string | undefined;
  readonly someone: string;
  /** Sensitivity labels of an entry, and when it was written (ISO 8601) */
  readonly sourceOf: (entry: Entry) => { readonly labels: readonly Coding[]; readonly authored?: string | undefined };
  /** Labels that the whole carries, whatever went in */
  readonly labels: readonly Coding[];
  /** The Dutch question of an item: responses are Dutch, as in the record */
  readonly questionOf: QuestionOf;
  /** That it is an excerpt, in Dutch as well */
  readonly note: string;
  /** ISO 8601 */
  readonly now: string;
  /** A fresh UUID each time */
  readonly newId: () => string;
}

const LOINC = 'http://loinc.org';
const TYPE: Readonly<Record<Report['kind'], CodeableConcept>> = {
  report: { coding: [{ system: LOINC, code: '34133-9', display: 'Summary of episode note' }] },
  referral: { coding: [{ system: LOINC, code: '57133-1', display: 'Referral note' }] },
};

const CONFIDENTIALITY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';

/**
 * A report as a FHIR document (https://hl7.org/fhir/R4/documents.html): the Composition first, then all that it refers to, so that it
 * can be read without the record.
 *
 * What a person reads is the narrative of each section, made of the same lines as the screen and the paper. Beside it stand the
 * coded answers of what was chosen. The entry of the record itself cannot go along, because it holds what was not chosen; and a
 * response without some of its answers is not that entry. So each is a copy of its own: with its own number and none of the entry's,
 * tagged SUBSETTED, with a text that says that it is an excerpt, and named as nobody's answer to the record (no author's link, no
 * encounter). A receiver can read it, and cannot take it for the entry or merge it with it. A referral is a draft for people that
 * takes its lines from many entries: it has no coded answers beside it, only the children.
 *
 * Copies of the client and the children hold what identifies them to a person: name, birth date, relation. No number of the record,
 * address, telephone or stay leaves it this way: what leaves is what stands there to read.
 */
export function toDocumentBundle(input: DocumentInput): Bundle {
  const { report, labels, now, newId } = input;
  const made = documentParts(input);
  const uuid = newId();
  const composition = place(newId(), compositionOf(input, made));
  const { patient, author, children, responses } = made;
  return {
    resourceType: 'Bundle',
    ...security(labels),
    language: report.language,
    identifier: { system: IDENTIFIER_SYSTEM, value: uuid },
    type: 'document',
    timestamp: now,
    entry: [composition, patient, ...(author ? [author] : []), ...children.values(), ...responses.values()],
  };
}

type Placed = BundleEntry<FhirResource> & { readonly fullUrl: string };

interface Parts {
  readonly patient: Placed;
  readonly author: Placed | undefined;
  readonly children: ReadonlyMap<Child, Placed>;
  readonly responses: ReadonlyMap<Block, Placed>;
}

const place = (uuid: string, resource: FhirResource): Placed => ({ fullUrl: `urn:uuid:${uuid}`, resource });

const security = (labels: readonly Coding[]) => (labels.length > 0 ? { meta: { security: [...labels] } } : {});

const linkTo = ({ fullUrl }: Placed, display?: string): Reference => ({
  reference: fullUrl,
  ...(display ? { display } : {}),
});

function documentParts(input: DocumentInput): Parts {
  const { report, author, questionOf, newId } = input;
  const patient = place(newId(), patientOf(input.patient));
  const subject = linkTo(patient);
  const children = new Map(
    report.children.map((child) => [child, place(newId(), childOf(child, patient.fullUrl))] as const),
  );
  const within = {
    children: report.children,
    placeOf: (child: Child) => children.get(child)?.fullUrl,
    questionOf,
  };
  const blocks = report.sections.flatMap((section) => section.blocks);
  return {
    patient,
    author: author ? place(newId(), practitionerOf(author)) : undefined,
    children,
    responses: new Map(
      blocks.flatMap((block) => {
        const response = responseOf(block, subject, within, input);
        return response ? [[block, place(newId(), response)] as const] : [];
      }),
    ),
  };
}

function compositionOf(
  { report, labels, now, newId, someone, author: name }: DocumentInput,
  parts: Parts,
): Composition {
  const { patient, author } = parts;
  const confidentiality = confidentialityOf(labels);
  return {
    resourceType: 'Composition',
    ...security(labels),
    language: report.language,
    text: sentences([report.title, report.about, ...report.head, ...report.foot], report.language),
    identifier: { system: IDENTIFIER_SYSTEM, value: newId() },
    status: report.kind === 'referral' ? 'preliminary' : 'final',
    type: TYPE[report.kind],
    subject: linkTo(patient),
    date: now,
    author: [author ? linkTo(author, name) : { display: someone }],
    title: report.title,
    ...(confidentiality ? { confidentiality } : {}),
    section: report.sections.map((section) => sectionOf(section, report, parts)),
  };
}

/** The strictest of the labels that say how confidential something is. */
function confidentialityOf(labels: readonly Coding[]): Composition['confidentiality'] {
  const codes = labels.flatMap(({ system, code }) => (system === CONFIDENTIALITY && code ? [code] : []));
  return codes.includes('V') ? 'V' : codes.includes('R') ? 'R' : undefined;
}

const UNAVAILABLE: CodeableConcept = {
  coding: [
    { system: 'http://terminology.hl7.org/CodeSystem/list-empty-reason', code: 'unavailable', display: 'Unavailable' },
  ],
};

function sectionOf(section: Section, report: Report, { children, responses }: Parts): CompositionSection {
  const placed =
    section.id === 'children' ? [...children.values()] : section.blocks.flatMap((block) => responses.get(block) ?? []);
  return {
    title: section.title,
    text: sectionNarrative(section, report),
    ...(placed.length > 0 ? { entry: placed.map((one) => linkTo(one)) } : {}),
    ...(section.blocks.length === 0 ? { emptyReason: UNAVAILABLE } : {}),
  };
}
