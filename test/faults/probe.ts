import { FAULTS } from './faults';
import { HOSTS } from './hosts';
import { RECOVERIES, runCase } from './run-case';
import { startStage } from './stage';

export async function main(args: string[]): Promise<void> {
  let cases = 0;
  const totals = { lost: 0, duplicated: 0, overwritten: 0, untrue: 0 };
  const seen = new Map<string, number>();
  const start = performance.now();
  for (const host of HOSTS.filter(({ name }) => !args[0] || name.startsWith(args[0]))) {
    let stage = await startStage(host);
    const dry = await runCase(stage, { at: 0, recovery: 'press again', decisions: { conflict: 'now', appeared: 'other' } });
    console.log(host.name, dry.told.join(), dry.requests.length, JSON.stringify([dry.lost, dry.duplicated, dry.overwritten, dry.untrue]));
    const before = cases;
    const t = performance.now();
    for (let at = 1; at <= dry.requests.length; at++)
      for (const fault of FAULTS) {
        if (args[1] && !fault.name.startsWith(args[1])) continue;
        for (const recovery of [RECOVERIES[(cases + at) % 4] ?? 'reload']) {
          if (++cases % 80 === 0) { await stage.stop(); stage = await startStage(host); }
          const verdict = await runCase(stage, { fault, at, recovery, decisions: { conflict: 'now', appeared: 'other' } });
          for (const kind of ['lost', 'duplicated', 'overwritten', 'untrue'] as const) {
            const n = verdict[kind].length;
            totals[kind] += n ? 1 : 0;
            for (const one of verdict[kind]) {
              const key = `${host.name} | ${kind} | ${fault.name} | ${dry.requests[at - 1]} | ${recovery}: ${one}`;
              seen.set(key, (seen.get(key) ?? 0) + 1);
              if (args[2]) console.log(key, at, verdict.told.join());
            }
          }
          if (!verdict.struck) console.log('not struck', host.name, fault.name, at, recovery);
        }
      }
    await stage.stop();
    console.log('   ', cases - before, Math.round(performance.now() - t), 'ms');
  }
  console.log(cases, totals, Math.round(performance.now() - start));
  for (const [key, n] of seen) console.log(n, key);
}
