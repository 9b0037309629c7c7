import { use } from 'react';
import { type Answers, boolean, code, isInstance, string } from '../../fhir/answers';
import { useTexts } from '../../texts/texts';
import { dateText } from '../format';
import { loadFields } from '../load-fields';
import { useSavingTexts } from '../saving-texts';

/** Advice that was asked in a step: of which centre, when, and whether the client could be recognised. */
export function AskedAdvice({ step, given }: { readonly step: 4 | 5; readonly given: Answers[string] }) {
  const { language } = useTexts();
  const saving = useSavingTexts();
  const group = use(loadFields(step, language)).find(({ linkId }) => linkId === `s${step}.advies`);
  const centres = group?.fields.find(({ linkId }) => linkId === `s${step}.advies.bij`)?.options ?? [];
  return (
    <ul className="advice">
      {given.filter(isInstance).map(({ key, items }) => {
        const centre = code(items, `s${step}.advies.bij`);
        const whom = centres.find(({ coding }) => coding.code === centre)?.label ?? saving('panel.someone');
        const on = string(items, `s${step}.advies.op`);
        const words = string(items, `s${step}.advies.tekst`);
        return (
          <li key={key}>
            {on ? saving('panel.adviceOn', { whom, date: dateText(on) }) : saving('panel.advice', { whom })}
            {boolean(items, `s${step}.advies.anoniem`) && `, ${saving('panel.anonymous')}`}
            {words && <q>{words}</q>}
          </li>
        );
      })}
    </ul>
  );
}
