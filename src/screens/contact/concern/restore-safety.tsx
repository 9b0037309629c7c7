import { use } from 'react';
import { boolean } from '../../../fhir/answers';
import { useSavingTexts } from '../../saving-texts';
import { AdviceBlock } from './advice-block';
import { Block, Questions } from './block';
import { Earlier } from './earlier';
import { Path } from './path';
import { StepContext } from './step-context';

const PROGRESS = ['s5.voortgang', 's5.hint.alert', 's5.nieuwSignaal', 's5.volgende'];
const MEASURES = ['s5.hint.veilig', 's5.maatregel'];
const FAMILY = ['s5.hint.gezin', 's5.gezin', 's5.hulpKind', 's5.voorziening'];
const ADVISE = ['s5.hint.advies', 's5.advies'];

/** Step 5: how it goes comes first, for that is what the step plan wants noted; then what keeps the children safe. */
export function RestoreSafety() {
  const saving = useSavingTexts();
  const { answers } = use(StepContext);
  return (
    <Path blocks={[PROGRESS, MEASURES, FAMILY, ADVISE].flat()} next="s5.volgende">
      <Block name="progress" linkIds={PROGRESS} startsOpen above={<Earlier linkIds={['s5.voortgang']} />}>
        <Questions linkIds={PROGRESS} />
        <p className="urgent" role="status">
          {boolean(answers, 's5.nieuwSignaal') && saving('concern.newSignal')}
        </p>
      </Block>
      <Block name="measures" linkIds={MEASURES} above={<Earlier linkIds={['s5.maatregel']} />}>
        <Questions linkIds={['s5.hint.veilig']} />
        <div className="rows">
          <Questions linkIds={['s5.maatregel']} />
        </div>
      </Block>
      <Block name="family" linkIds={FAMILY} />
      <AdviceBlock hint="s5.hint.advies" advice="s5.advies" />
    </Path>
  );
}
