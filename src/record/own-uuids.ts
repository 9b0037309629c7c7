import type { Instance } from '../fhir/answers';
import type { ContactDraft, IdentifiedDraft } from './contact';

/** The draft with the UUIDs of a save, each made once; `newId` gives a fresh UUID each time. */
export function withUuids(draft: ContactDraft, newId: () => string): IdentifiedDraft {
  if (draft.uuids) return { ...draft, uuids: draft.uuids };
  const six = () => ({ 1: newId(), 2: newId(), 3: newId(), 4: newId(), 5: newId(), 6: newId() });
  const entry = six();
  const provenance = { ...six(), children: newId() };
  return { ...draft, uuids: { entry, provenance, document: { entries: six(), note: six() } } };
}

/** A child that was just told of. Its UUID names it at once, so that other steps can refer to it before it is in the record. */
export const newChild = (uuid: string): Instance => ({
  key: `uuid:${uuid}`,
  items: { 's1.kind.nieuw': [{ key: uuid, items: { 's1.kind.nieuw.uuid': [uuid] } }] },
});
