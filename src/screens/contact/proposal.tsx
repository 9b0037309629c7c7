import type { RelatedPerson } from '../../plan/children';
import { useTexts } from '../../texts/texts';
import { childName, dateText } from '../format';
import { useSavingTexts } from '../saving-texts';

/** Asks whether a child that is being typed is a person whom the record has already. */
export function Proposal(props: {
  readonly person: RelatedPerson;
  readonly swapped: boolean;
  readonly onSame: () => void;
  readonly onOther: () => void;
}) {
  const texts = useTexts();
  const saving = useSavingTexts();
  const { birthDate } = props.person;
  const name = childName(props.person, texts);
  return (
    <div className="proposal" role="status">
      <p>
        {birthDate === undefined
          ? saving('children.proposalUndated', { name })
          : saving(props.swapped ? 'children.proposalSwapped' : 'children.proposal', {
              name,
              date: dateText(birthDate),
            })}
      </p>
      <button type="button" onClick={props.onSame}>
        {saving('children.same')}
      </button>
      <button type="button" className="quiet" onClick={props.onOther}>
        {saving('children.other')}
      </button>
    </div>
  );
}
