import { useTexts } from '../../texts/texts';
import { dateText } from '../format';
import { useSite } from '../site-context';

/** The numbers of VK, OCJ, 1712 and 112 that the site lists, one tap away. */
export function Contacts() {
  const { t } = useTexts();
  const { contacts, contactsCheckedOn } = useSite();
  if (contacts.length === 0) return null;
  return (
    <details className="contacts">
      <summary>{t('contact.contacts')}</summary>
      <ul>
        {contacts.map(({ kind, region, name, phone, hours }) => (
          <li key={`${kind} ${region} ${phone}`}>
            {name} ({region}): <a href={`tel:${phone.replace(/[^+0-9]/g, '')}`}>{phone}</a>
            {hours && <span className="note"> {hours}</span>}
          </li>
        ))}
      </ul>
      {contactsCheckedOn && (
        <p className="note">{t('contact.contactsChecked', { date: dateText(contactsCheckedOn) })}</p>
      )}
    </details>
  );
}
