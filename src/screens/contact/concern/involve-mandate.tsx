import { Contacts } from '../contacts';
import { Block, Questions } from './block';
import { Earlier } from './earlier';
import { Path } from './path';

const INFORM = [
  's6.vrijwillig',
  's6.hint.inlichten',
  's6.ingelicht',
  's6.ingelichtOp',
  's6.ingelichtHoe',
  's6.nietIngelicht',
];
const CHOOSE = ['s6.hint.contact', 's6.voorziening'];
const CONTACT = ['s6.regio', 's6.contact', 's6.volgordeReden', 's6.uitkomst'];
const AGREE = ['s6.hint.acties', 's6.afspraak', 's6.volgende'];

/** Step 6: inform the client, contact the facility, agree who does what; in that order. */
export function InvolveMandate() {
  return (
    <Path blocks={[INFORM, CHOOSE, CONTACT, AGREE].flat()} next="s6.volgende">
      <Block name="inform" linkIds={INFORM} startsOpen />
      <Block name="contact" linkIds={[...CHOOSE, ...CONTACT]} startsOpen>
        <Questions linkIds={CHOOSE} />
        <Contacts kinds={['VK', 'OCJ']} />
        <Questions linkIds={CONTACT} />
        <Earlier linkIds={[...CHOOSE, ...CONTACT]} />
      </Block>
      <Block name="agree" linkIds={AGREE} above={<Earlier linkIds={['s6.afspraak']} />}>
        <div className="rows">
          <Questions linkIds={AGREE} />
        </div>
      </Block>
    </Path>
  );
}
