import { AdviceBlock } from './advice-block';
import { Block, Questions } from './block';
import { Earlier } from './earlier';
import { EarlierDecisions } from './earlier-decisions';
import { Path } from './path';

const MORE = ['s4.gegevens', 's4.instr'];
const GATHER = ['s4.hint.gegevens', 's4.risico', 's4.bescherm', ...MORE];
const LISTEN = ['s4.hint.sleutel', 's4.sleutel'];
const DISCUSS = ['s4.hint.vooroverleg', 's4.vooroverleg'];
const ADVISE = ['s4.hint.advies', 's4.advies'];
const NAME = ['s4.hint.benoemen', 's4.benoemd', 's4.volgordeReden'];
const DECIDE = ['s4.hint.besluit', 's4.besluit', 's4.kleur', 's4.volgende'];

/** Step 4: gather, listen, discuss with a colleague, ask advice, name it to the client, and decide together; in that order. */
export function AssessConcern() {
  return (
    <Path blocks={[GATHER, LISTEN, DISCUSS, ADVISE, NAME, DECIDE].flat()} next="s4.volgende">
      <Block name="gather" linkIds={GATHER}>
        <Questions linkIds={['s4.hint.gegevens']} />
        <div className="factors">
          {['s4.risico', 's4.bescherm'].map((linkId) => (
            <div key={linkId}>
              <Questions linkIds={[linkId]} />
              <Earlier linkIds={[linkId]} />
            </div>
          ))}
        </div>
        <Questions linkIds={MORE} />
        <Earlier linkIds={MORE} />
      </Block>
      <Block name="listen" linkIds={LISTEN} />
      <Block name="discuss" linkIds={DISCUSS} />
      <AdviceBlock hint="s4.hint.advies" advice="s4.advies" />
      <Block name="name" linkIds={NAME} />
      <Block name="decide" linkIds={DECIDE} above={<EarlierDecisions />}>
        <Questions linkIds={DECIDE} />
      </Block>
    </Path>
  );
}
