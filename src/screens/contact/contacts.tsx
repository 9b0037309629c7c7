import type { SiteConfig } from '../../session/site-config';
import { dateText } from '../format';
import { useSavingTexts } from '../saving-texts';
import { useSite } from '../site-context';

type Contact = SiteConfig['contacts'][number];

/** The number that everyone may call, also where the site lists none. */
const EMERGENCY: Contact = { kind: '112', region: '', name: '112', phone: '112' };

/** Numbers of the site's list, each one tap away, per region when it lists several. `urgent`: 112 comes first, and is marked. */
export function Contacts({
  kinds,
  urgent = false,
}: {
  readonly kinds?: readonly Contact['kind'][];
  readonly urgent?: boolean;
}) {
  const saving = useSavingTexts();
  const { contacts, contactsCheckedOn } = useSite();
  const listed = contacts.filter(({ kind }) => (kinds ? kinds.includes(kind) : !urgent || kind !== '112'));
  const first = urgent ? [contacts.find(({ kind }) => kind === '112') ?? EMERGENCY] : [];
  const regions = [...new Set(listed.map(({ region }) => region))];
  if (first.length + listed.length === 0) return null;
  return (
    <div className="calls">
      {first.map((contact) => (
        <ul key={contact.phone} className="urgent">
          <Call {...contact} />
        </ul>
      ))}
      {regions.map((region) => (
        <div key={region}>
          {regions.length > 1 && <span className="region">{region}</span>}
          <ul aria-label={`${saving('contact.contacts')} ${regions.length > 1 ? region : ''}`.trim()}>
            {listed
              .filter((contact) => contact.region === region)
              .map((contact) => (
                <Call key={`${contact.kind} ${contact.phone}`} {...contact} />
              ))}
          </ul>
        </div>
      ))}
      {contactsCheckedOn && !kinds && (
        <span className="note">{saving('contact.contactsChecked', { date: dateText(contactsCheckedOn) })}</span>
      )}
    </div>
  );
}

/** What is dialled: the zero in +32 (0)3 is for who calls without the +32. */
export const dialled = (phone: string): string => phone.replace(/\(0\)|[^+0-9]/g, '');

/** One number; what VK and OCJ stand for comes after the letters by which everyone knows them. */
function Call({ kind, name, phone, hours }: Contact) {
  const known = kind === 'VK' || kind === 'OCJ';
  const details = [known && name, hours].filter(Boolean).join(', ');
  return (
    <li>
      <a href={`tel:${dialled(phone)}`}>
        <strong>{known ? kind : name}</strong> {name !== phone && phone}
      </a>
      {details && <span className="note">{details}</span>}
    </li>
  );
}
