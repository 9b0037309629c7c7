import { HOSTS } from './hosts';
import { type Ran, runHost } from './run-host';
import { WRONGS } from './verdict';

const FEWEST_CASES = 500;

type Wrong = (typeof WRONGS)[number];
type Counts = Record<'cases' | 'unguarded' | 'unsure' | 'absent' | Wrong, number>;

const noCounts = (): Counts => ({
  cases: 0,
  unguarded: 0,
  unsure: 0,
  absent: 0,
  lost: 0,
  duplicated: 0,
  overwritten: 0,
  untrue: 0,
});

function add(counts: Counts, { verdict }: Ran): void {
  counts.cases += 1;
  counts.unsure += Number(verdict.unsure > 0);
  counts.absent += Number(verdict.absent > 0);
  counts.unguarded += Number(verdict.unguarded.length > 0);
  for (const wrong of WRONGS) counts[wrong] += Number(verdict[wrong].length > 0);
}

const row = (name: string, counts: Counts) =>
  [
    name.padEnd(36),
    ...(['cases', ...WRONGS, 'unguarded', 'unsure', 'absent'] as const).map((key) =>
      String(counts[key]).padStart(key.length + 2),
    ),
  ].join('');

const HEADINGS = '  cases  lost  duplicated  overwritten  untrue  unguarded  unsure  absent';

/**
 * Every host, every fault, every request of a save, then recovery. Prints each case that went wrong, a row per host with the way in
 * which it is written to, a row per fault, and one line of numbers. With words as arguments only the hosts that begin so.
 */
export async function main(args: string[]): Promise<void> {
  const hosts = HOSTS.filter(({ name }) => args.length === 0 || args.some((word) => name.startsWith(word)));
  const total = noCounts();
  const byFault = new Map<string, Counts>();
  console.log(`${'host'.padEnd(36)}${HEADINGS}  way`);
  for (const host of hosts) {
    const ofHost = noCounts();
    let way = '';
    await runHost(host, (ran) => {
      const ofFault = byFault.get(ran.fault) ?? noCounts();
      byFault.set(ran.fault, ofFault);
      for (const counts of [total, ofHost, ofFault]) add(counts, ran);
      if (ran.fault === 'no fault') way = ran.way;
      for (const wrong of WRONGS.filter((each) => ran.verdict[each].length > 0))
        console.log(`${wrong}: ${[...new Set(ran.verdict[wrong])].join('; ')}. ${ran.words}`);
    });
    console.log(`${row(host.name, ofHost)}  ${way}`);
  }
  console.log(`\n${'fault'.padEnd(36)}${HEADINGS}`);
  for (const [name, counts] of byFault) console.log(row(name, counts));
  console.log(
    '\nunguarded: overwritten between the last look and the change, on a host that looks at no version; the review says so.',
  );
  console.log(
    'unsure: cases that end with a part told to be not certain, where not finding it proves nothing; absent: it is not there.',
  );
  console.log(['cases', ...WRONGS].map((key) => `${key} ${total[key as keyof Counts]}`).join(' '));
  const enough = args.length > 0 || total.cases >= FEWEST_CASES;
  if (!enough || WRONGS.some((wrong) => total[wrong] > 0)) process.exitCode = 1;
}
