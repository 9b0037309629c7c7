import { createContext, use } from 'react';
import type { RelatedPerson } from '../../plan/children';

/** What the fields of a contact need beside their own answers. */
export interface Contact {
  /** The persons that the host relates to the client, for reuse. */
  readonly persons: readonly RelatedPerson[];
  /** YYYY-MM-DD; ages count on this day. */
  readonly contactDate: string;
}

export const ContactContext = createContext<Contact | undefined>(undefined);

export function useContact(): Contact {
  const contact = use(ContactContext);
  if (!contact) throw new Error('No contact around this field');
  return contact;
}
