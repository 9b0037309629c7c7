import type { save } from '../../src/record/save';
import { casesFor, undisturbed } from './cases';
import type { TestHost } from './hosts';
import { type Case, type CaseVerdict, runCase } from './run-case';
import { type Stage, startStage } from './stage';
import { MEETINGS, meet } from './two-clinicians';
import type { Verdict } from './verdict';

export interface Ran {
  readonly host: TestHost;
  /** What went wrong on purpose, for the table */
  readonly fault: string;
  /** The case in words, for whoever wants to run it alone */
  readonly words: string;
  /** How it was written, as the plan has it */
  readonly way: string;
  readonly verdict: Verdict;
}

/** A host that has kept much answers slowly: a fresh one after so many cases. */
const CASES_PER_STAGE = 25;

/** All cases of one host, one after the other: without a fault, each fault at each request, two clinicians at once. */
export async function runHost(host: TestHost, each: (ran: Ran) => void, saving?: typeof save): Promise<void> {
  let stage: Stage = await startStage(host);
  let ran = 0;
  const onStage = async <V>(run: (stage: Stage) => Promise<V>): Promise<V> => {
    if (++ran % CASES_PER_STAGE === 0) {
      await stage.stop();
      stage = await startStage(host);
    }
    return run(stage);
  };
  try {
    const first = await onStage((now) => runCase(now, undisturbed, saving));
    each(inWords(host, undisturbed, first));
    for (const one of casesFor(first.requests.length)) {
      const verdict = await onStage((now) => runCase(now, one, saving));
      // Where an earlier answer changed what is asked, that request never came, and the case says nothing.
      if (verdict.struck || !one.fault) each(inWords(host, one, verdict));
    }
    for (const meeting of host.takesNothing ? [] : MEETINGS) {
      const verdict = await onStage((now) => meet(now, meeting));
      const words = `${host.name}: two clinicians, ${meeting.first} first, ${meeting.overlap}; told: ${verdict.told.join(', ')}`;
      each({ host, fault: 'two clinicians', words, way: '', verdict });
    }
  } finally {
    await stage.stop();
  }
}

function inWords(host: TestHost, one: Case, verdict: CaseVerdict): Ran {
  const { fault, at, recovery, colleague } = one;
  const { way } = verdict;
  const name = fault?.name ?? (colleague ? 'a colleague alone' : 'no fault');
  const where = fault ? ` at request ${at} (${verdict.requests[at - 1]}), ${recovery}` : '';
  const meanwhile = colleague ? `; a colleague ${colleague.deed} before request ${colleague.before}` : '';
  return {
    host,
    fault: name,
    words: `${host.name}: ${name}${where}${meanwhile}; told: ${verdict.told.join(', ')}`,
    way,
    verdict,
  };
}
