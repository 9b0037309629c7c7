import type { Asked } from './asked-for';
import { daysBetween, fullDate } from './days';
import type { Standing } from './standing';
import type { Tally } from './tally';
import { type Unit, unit } from './unit';

// Each function takes the standing entries of one client, oldest first.

/** Stays of a client with children: was it answered who looks after them? */
export function stayUnits(standing: readonly Standing[]): Unit[] {
  const stays = new Map<string, Standing[]>();
  for (const one of standing.filter(({ step }) => step === 1)) {
    const stay = one.entry.encounter ?? `on ${one.day}`;
    stays.set(stay, [...(stays.get(stay) ?? []), one]);
  }
  return [...stays.values()].flatMap((entries) => {
    const first = entries.find(
      ({ entry: { said } }) => said.residential && (said.cares === 'yes' || (said.count ?? 0) >= 1),
    );
    const answered = entries.some(({ entry }) =>
      ['arranged', 'partly', 'not-arranged'].includes(entry.said.childcare ?? ''),
    );
    return first ? unit(first, answered) : [];
  });
}

export const reasonUnits = (standing: readonly Standing[]): Unit[] =>
  standing
    .filter(({ step, entry }) => step === 2 && entry.said.gut === 'yes')
    .map((one) => unit(one, (one.entry.said.reasons ?? []).includes(true)));

/** What one decision, or the lack of one, followed on. */
interface Round {
  opening?: Standing;
  decision?: Standing;
}

function roundsOf(standing: readonly Standing[]): Round[] {
  const rounds: Round[] = [{}];
  let lastDecision: string | undefined;
  for (const one of standing) {
    const { step, entry } = one;
    const { gut, acute, safeNow, newSignal, alarming } = entry.said;
    const worry = (step === 2 && (gut === 'yes' || acute === 'yes' || safeNow === 'no')) || step === 4;
    const opens = (worry && lastDecision !== 'yes') || (step === 5 && newSignal === true);
    const round = rounds.at(-1) as Round;
    if (opens) round.opening ??= one;
    if (step !== 4 || (alarming !== 'yes' && alarming !== 'no')) continue;
    lastDecision = alarming;
    round.decision = one;
    rounds.push({});
  }
  return rounds;
}

/** Worries on which the team decided in time. Tells how many are still within their time. */
export function decisionUnits(standing: readonly Standing[], { asOf, decisionDays }: Asked, leftOut: Tally): Unit[] {
  return roundsOf(standing).flatMap(({ opening, decision }) => {
    if (!opening) return [];
    const decided = decision && (fullDate(decision.entry.said.decidedOn) ?? decision.day);
    if (decided !== undefined) return unit(opening, daysBetween(opening.day, decided) <= decisionDays);
    if (daysBetween(opening.day, asOf) > decisionDays) return unit(opening, false);
    leftOut.add('decision-still-running');
    return [];
  });
}

/** Alarming situations that were looked at again when planned. */
export function followUpUnits(standing: readonly Standing[], { asOf }: Asked): Unit[] {
  return standing.flatMap((one) => {
    if (one.step !== 4 || one.entry.said.alarming !== 'yes') return [];
    const sameDay = standing.filter(({ step, day }) => step >= 5 && day === one.day);
    const planned =
      fullDate(one.entry.said.next) ?? sameDay.flatMap(({ entry }) => fullDate(entry.said.next) ?? []).sort()[0];
    const seenAgain = standing.some(({ step, day }) => step >= 4 && day > one.day && day <= (planned ?? ''));
    return unit(one, planned !== undefined && (planned >= asOf || seenAgain));
  });
}

/** Doubts and worries beside the advice that was asked of a mandated facility. */
export function adviceUnits(standing: readonly Standing[]): Unit[] {
  return standing.map(({ step, month, setting, entry: { said } }) => ({
    month,
    setting,
    denominator: step === 4 && (said.alarming === 'yes' || said.alarming === 'undecided') ? 1 : 0,
    numerator:
      (said.advice ?? []).filter((by) => by === 'vk' || by === 'ocj').length +
      (step === 6 && said.contactOn !== undefined ? 1 : 0),
  }));
}
