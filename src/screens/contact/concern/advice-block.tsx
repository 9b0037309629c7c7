import { addInstance } from '../../../form/edit';
import { useForm } from '../../../form/form';
import { useSavingTexts } from '../../saving-texts';
import { Contacts } from '../contacts';
import { Block, Questions } from './block';
import { Earlier } from './earlier';

/** Advice of VK, OCJ or another expert: worth recording by itself, also when the client was not named and nothing was decided. */
export function AdviceBlock({ hint, advice }: { readonly hint: string; readonly advice: 's4.advies' | 's5.advies' }) {
  const saving = useSavingTexts();
  const { edit } = useForm();
  const recordAnonymous = (unfold: () => void) => {
    const key = crypto.randomUUID();
    unfold();
    edit((answers) => addInstance(answers, [], advice, { key, items: { [`${advice}.anoniem`]: [true] } }));
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-instance="${key}"] input`)?.focus());
  };
  return (
    <Block
      name="advise"
      linkIds={[hint, advice]}
      shortcut={(unfold) => (
        <button type="button" className="quiet" onClick={() => recordAnonymous(unfold)}>
          {saving('advice.anonymous')}
        </button>
      )}
    >
      <Questions linkIds={[hint]} />
      <p className="note">{saving('advice.stays')}</p>
      <Contacts kinds={['VK', 'OCJ', '1712']} />
      <Questions linkIds={[advice]} />
      <Earlier linkIds={[advice]} />
    </Block>
  );
}
