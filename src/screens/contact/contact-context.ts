import { createContext, use } from 'react';
import type { Instance } from '../../fhir/answers';
import type { RelatedPerson } from '../../plan/children';

/** What the fields of a contact need beside their own answers. */
export interface Contact {
  /** The persons that the host relates to the client, for reuse. */
  readonly persons: readonly RelatedPerson[];
  /** YYYY-MM-DD; ages count on this day. */
  readonly contactDate: string;
  /** The children that stood in the list beforehand; none while an earlier entry is corrected. */
  readonly prefilled?: readonly Instance[];
  readonly clientBirthDate?: string | undefined;
}

export const ContactContext = createContext<Contact | undefined>(undefined);

export function useContact(): Contact {
  const contact = use(ContactContext);
  if (!contact) throw new Error('No contact around this field');
  return contact;
}
