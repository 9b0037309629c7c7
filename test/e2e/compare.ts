import type { QuestionnaireResponseItem, QuestionnaireResponseItemAnswer, RelatedPerson } from 'fhir/r4';

const nameOf = ({ name, birthDate }: RelatedPerson): string =>
  [...(name?.[0]?.given ?? []), name?.[0]?.family, birthDate].filter(Boolean).join(' ');

/** Who the children are, without ids and identifiers, in a fixed order; others around the client are the host's business. */
export const childrenOf = (persons: readonly RelatedPerson[]): unknown[] =>
  persons
    .filter(({ relationship }) => relationship?.[0]?.coding?.[0]?.code === 'CHILD')
    .map((person) => ({ who: nameOf(person), active: person.active, patient: person.patient.reference }))
    .sort((a, b) => a.who.localeCompare(b.who));

function answerText(answer: QuestionnaireResponseItemAnswer, persons: readonly RelatedPerson[]): string {
  const { valueCoding, valueReference, ...plain } = answer;
  if (valueCoding) return `${valueCoding.system}|${valueCoding.code}`;
  if (valueReference) {
    const id = valueReference.reference?.split('/').at(-1);
    const person = persons.find((each) => each.id === id);
    return person ? nameOf(person) : `nobody (${valueReference.reference ?? valueReference.identifier?.value})`;
  }
  return JSON.stringify(plain);
}

/** A response as lines, one per item in order: how deep, which question in which words, what was answered. */
export function linesOf(
  items: readonly QuestionnaireResponseItem[],
  persons: readonly RelatedPerson[],
  ignored: readonly string[],
  depth = 0,
): string[] {
  return items
    .filter(({ linkId }) => !ignored.includes(linkId))
    .flatMap((item) => {
      const isUuid = item.linkId.endsWith('.uuid');
      const values = (item.answer ?? []).map((answer) => (isUuid ? 'a UUID' : answerText(answer, persons)));
      return [
        `${'  '.repeat(depth)}${item.linkId} ${values.join(', ')}`.trimEnd(),
        ...linesOf(item.item ?? [], persons, ignored, depth + 1),
      ];
    });
}
