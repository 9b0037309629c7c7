import type { RelatedPerson } from 'fhir/r4';
import { ROLE_CODE } from '../../src/mapping/child-codes';
import { NEW_CHILDREN } from './contact';
import type { Stage } from './stage';

/** What a colleague does to the same record, past this app. */
export type Deed = 'fills the same birth date' | 'adds an e-mail address' | 'adds the same child';

export const COLLEAGUES_DATE = '2019-01-03';
const EMAIL = { system: 'email', value: 'tuur@example.org' } as const;

/** What a colleague did, and what must still stand there because of it. */
export interface Done {
  readonly deed: Deed;
  /** The id of the child that the colleague added */
  readonly added?: string;
  /** Whether the colleague's birth date was the first */
  readonly dated: boolean;
}

/** A colleague reads the record as it is now and changes it, or adds the first of the new children. */
export async function act(deed: Deed, { ehr }: Stage, client: { patient: string; knownId: string }): Promise<Done> {
  const { patient, knownId } = client;
  if (deed === 'adds the same child') {
    const [given = '', birthDate = ''] = Object.entries(NEW_CHILDREN)[0] ?? [];
    const added: RelatedPerson = {
      resourceType: 'RelatedPerson',
      id: `${patient}-colleague`,
      active: true,
      patient: { reference: `Patient/${patient}` },
      name: [{ given: [given], family: 'Maes' }],
      birthDate,
      relationship: [{ coding: [{ system: ROLE_CODE, code: 'CHILD' }] }],
    };
    await ehr.store.put(added);
    return { deed, added: `${patient}-colleague`, dated: false };
  }
  const now = await ehr.store.read('RelatedPerson', knownId);
  if (!now) throw new Error('The known child is not in the record');
  const dated = deed === 'fills the same birth date' && now.birthDate === undefined;
  await ehr.store.put({
    ...now,
    telecom: [...(now.telecom ?? []), EMAIL],
    ...(dated ? { birthDate: COLLEAGUES_DATE } : {}),
  });
  return { deed, dated };
}

/** What of a colleague's work is gone; `taken`: a person chose to put the typed birth date in its place. */
export function overwrittenOf(
  done: Done,
  persons: readonly RelatedPerson[],
  knownId: string,
  taken: boolean,
): string[] {
  if (done.added) {
    const added = persons.find(({ id }) => id === done.added);
    return added?.active ? [] : ['the child that a colleague added is gone'];
  }
  const known = persons.find(({ id }) => id === knownId);
  const email = known?.telecom?.some(({ value }) => value === EMAIL.value);
  return [
    ...(email ? [] : ["the colleague's e-mail address is gone"]),
    ...(done.dated && !taken && known?.birthDate !== COLLEAGUES_DATE ? ["the colleague's birth date is gone"] : []),
  ];
}
