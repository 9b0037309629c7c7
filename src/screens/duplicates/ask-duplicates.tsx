import { useState } from 'react';
import { later } from '../../form/later';
import { type Duplicate, duplicatesIn } from '../../record/duplicates';
import type { RecordStore } from '../../record/open-record';
import type { RecordSnapshot } from '../../record/snapshot';
import type { ContactPageProps } from '../contact/contact-page';
import { Part } from '../part';
import type { AskPairProps } from './ask-pair';

/** Fetched when there is something to ask. */
const AskPair = later<AskPairProps>(async () => (await import('./ask-pair')).AskPair);

export interface AskDuplicatesProps extends Pick<ContactPageProps, 'host' | 'context' | 'record' | 'config'> {
  readonly snapshot: RecordSnapshot;
}

/** The pairs that someone called two children, for as long as this page has the record open */
const TWO = new WeakMap<RecordStore, ReadonlySet<string>>();

const nameOf = ({ persons }: Duplicate): string =>
  persons
    .map(({ id }) => id)
    .sort()
    .join(' ');

/** Asks about the surest pair of persons that look like one child, and saves what was confirmed; nothing when there is none. */
export function AskDuplicates(props: AskDuplicatesProps) {
  const { snapshot, record } = props;
  const [two, setTwo] = useState(() => TWO.get(record) ?? new Set<string>());
  const { relatedPersons } = snapshot;
  const persons = relatedPersons.state === 'loaded' ? relatedPersons.value.persons : [];
  const duplicate = duplicatesIn(persons).find((pair) => !two.has(nameOf(pair)));
  if (!duplicate) return null;
  const name = nameOf(duplicate);
  return (
    <Part>
      <AskPair
        key={name}
        {...props}
        duplicate={duplicate}
        onTwo={() => {
          const next = new Set(two).add(name);
          TWO.set(record, next);
          setTwo(next);
        }}
      />
    </Part>
  );
}
