import type { Element } from 'fhir/r4';

const TRANSLATION = 'http://hl7.org/fhir/StructureDefinition/translation';

/** A text in a language by its translation extension, else as the resource itself has it. */
export function translated(
  text: string | undefined,
  shadow: Element | undefined,
  language: string,
): string | undefined {
  const match = shadow?.extension?.find(
    ({ url, extension }) =>
      url === TRANSLATION && extension?.some((part) => part.url === 'lang' && part.valueCode === language),
  );
  return match?.extension?.find(({ url }) => url === 'content')?.valueString ?? text;
}
