import { dateText } from '../format';
import { useSavingTexts } from '../saving-texts';
import { useSite } from '../site-context';

/** The numbers of VK, OCJ, 1712 and 112 that the site lists, one tap away. */
export function Contacts() {
  const saving = useSavingTexts();
  const { contacts, contactsCheckedOn } = useSite();
  if (contacts.length === 0) return null;
  return (
    <details className="contacts">
      <summary>{saving('contact.contacts')}</summary>
      <ul>
        {contacts.map(({ kind, region, name, phone, hours }) => (
          <li key={`${kind} ${region} ${phone}`}>
            {name} ({region}): <a href={`tel:${phone.replace(/[^+0-9]/g, '')}`}>{phone}</a>
            {hours && <span className="note"> {hours}</span>}
          </li>
        ))}
      </ul>
      {contactsCheckedOn && (
        <p className="note">{saving('contact.contactsChecked', { date: dateText(contactsCheckedOn) })}</p>
      )}
    </details>
  );
}
