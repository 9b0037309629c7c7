import type { Step } from '../../../src/report/figures';
import { choice, date, group, reference, text, whole, yesNo } from './items';
import type { Random } from './random';
import type { ChildTruth, EntryTruth, Said } from './truth';

export const GIVEN = ['Emma', 'Lowie', 'Noor', 'Zoë', 'Yara', 'Adam', 'Mats', 'Lena', 'Tuur', 'Çelik'] as const;
export const FAMILY = ['Janssens', 'Maes', 'De Wilde', 'Aerts', 'Benali', 'Vandenbroeck', 'Güneş', 'Peeters'] as const;
const NOTES = [
  'Boekje meegegeven, volgende keer opnieuw ter sprake brengen.',
  'Derde opname in een maand; de buren belden.',
  'Cliënt vertelt dat het thuis moeilijk loopt sinds de zomer.',
  'Besproken hoe ze haar sombere dagen aan de kinderen kan uitleggen.',
] as const;

/** Adds an item for what is said, and nothing for what is not. */
class Items {
  readonly list: string[] = [];
  private readonly prefix: string;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  add<T>(make: (linkId: string, value: T) => string, name: string, value: T | undefined): void {
    if (value !== undefined) this.list.push(make(`${this.prefix}.${name}`, value));
  }

  group(name: string, items: readonly string[]): void {
    if (items.length > 0) this.list.push(group(`${this.prefix}.${name}`, items));
  }
}

function childItem(child: ChildTruth, random: Random): string {
  const prefix = child.fresh ? 's1.kind.nieuw' : 's1.kind';
  const identity = new Items(prefix);
  if (child.fresh) identity.add(text, 'uuid', child.ownId);
  else {
    identity.add(text, 'id', child.hostId);
    if (child.hostId) identity.add(text, 'versie', '1');
  }
  if (child.named) {
    identity.add(text, 'voornaam', random.pick(GIVEN));
    identity.add(text, 'naam', random.pick(FAMILY));
  }
  identity.add(date, 'geboortedatum', child.birthDate);
  identity.add(choice, 'band', 'CHILD');
  const items = new Items('s1.kind');
  items.add(reference, 'refpersoon', child.person && `RelatedPerson/${child.person}`);
  if (child.fresh) items.group('nieuw', identity.list);
  else items.list.push(...identity.list);
  items.add(yesNo, 'geboortedatumOnbekend', child.birthUnknown);
  items.add(choice, 'permanent', child.permanent);
  items.add(choice, 'verblijf', child.residence);
  return group('s1.kind', items.list);
}

const advice = (step: 4 | 5, by: string): string =>
  group(`s${step}.advies`, [choice(`s${step}.advies.bij`, by), yesNo(`s${step}.advies.anoniem`, true)]);

const WRITE: { readonly [step in Step]: (items: Items, said: Said, random: Random) => void } = {
  1: (items, said, random) => {
    items.add(choice, 'uitkomst', said.outcome);
    items.add(choice, 'zorgtVoor', said.cares);
    items.add(choice, 'verwacht', said.expecting);
    items.add(date, 'uitgerekend', said.due);
    items.add(choice, 'andereKinderen', said.others);
    items.add(choice, 'zorgGedeeld', said.shared);
    items.add(yesNo, 'residentieel', said.residential);
    items.add(whole, 'aantal', said.count);
    for (const child of said.children ?? []) items.list.push(childItem(child, random));
    if (said.nowWith) items.group('nu', [choice('s1.nuBij', said.nowWith)]);
    if (said.childcare) items.group('verblijf', [choice('s1.opvang', said.childcare)]);
  },
  2: (items, said, random) => {
    items.add(choice, 'nuVeilig', said.safeNow);
    items.add(choice, 'nietPluis', said.gut);
    for (const hasText of said.reasons ?? []) {
      const source = choice('s2.redenen.bron', 'own-observation');
      items.group('redenen', hasText ? [source, text('s2.redenen.tekst', random.pick(NOTES))] : [source]);
    }
    items.add(choice, 'acuut', said.acute);
  },
  3: (items, said, random) => {
    if (said.supported) items.add(text, 'hoe', random.pick(NOTES));
    items.add(date, 'volgende', said.next);
  },
  4: (items, said, random) => {
    for (const by of said.advice ?? []) items.list.push(advice(4, by));
    const decision = new Items('s4.besluit');
    decision.add(date, 'op', said.decidedOn);
    decision.add(choice, 'verontrustend', said.alarming);
    decision.add(choice, 'bereid', said.willing);
    if (said.alarming) decision.add(text, 'motief', random.pick(NOTES));
    items.group('besluit', decision.list);
    items.add(date, 'volgende', said.next);
  },
  5: (items, said, random) => {
    for (const by of said.advice ?? []) items.list.push(advice(5, by));
    items.add(text, 'voortgang', random.pick(NOTES));
    items.add(yesNo, 'nieuwSignaal', said.newSignal);
    items.add(date, 'volgende', said.next);
  },
  6: (items, said) => {
    items.add(choice, 'ingelicht', said.informed);
    if (said.contactOn)
      items.group('contact', [date('s6.contact.op', said.contactOn), choice('s6.contact.kanaal', 'phone')]);
    items.add(date, 'volgende', said.next);
  },
};

/** The items of an entry, as JSON. */
export function entryItems({ step, contactDate, setting, said }: EntryTruth, random: Random): string {
  const items = new Items(`s${step}`);
  items.add(date, 'contactDate', contactDate);
  items.add(choice, 'setting', setting);
  WRITE[step](items, said, random);
  return items.list.join();
}
