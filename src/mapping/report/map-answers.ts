import { type Answers, isInstance } from '../../fhir/answers';

type Answer = Answers[string][number];

/**
 * Answers of one rank, each changed or left out; an instance without items and an item without answers go too. `index`: which of the
 * item's answers it is.
 */
export function mapAnswers(
  answers: Answers,
  change: (linkId: string, answer: Answer, index: number) => Answer | undefined,
): Answers {
  const changed = Object.entries(answers).map(([linkId, given]): [string, Answer[]] => [
    linkId,
    given
      .map((answer, index) => change(linkId, answer, index))
      .filter((answer) => answer !== undefined)
      .filter((answer) => !isInstance(answer) || Object.keys(answer.items).length > 0),
  ]);
  return Object.fromEntries(changed.filter(([, given]) => given.length > 0));
}
