import type { Child } from './family';
import { listed } from './family';
import type { Random } from './random';
import { plusDays } from './time';
import type { Said } from './truth';

const maybe = <K extends string, V>(key: K, value: V, is: boolean): { [key in K]?: V } =>
  is ? ({ [key]: value } as { [key in K]?: V }) : {};

const YES_NO = { yes: 30, no: 55, unknown: 15 };
const ADVISERS = ['vk', 'ocj', 'line-1712', 'other-expert'] as const;

const adviceOf = (random: Random, often: number) =>
  maybe('advice', random.chance(0.8) ? [random.pick(ADVISERS)] : [random.pick(ADVISERS), 'vk'], random.chance(often));

/** A next date: mostly whole, at times only a month, at times in the past. */
function nextOf(day: string, random: Random, often: number) {
  const date = plusDays(day, random.int(random.chance(0.05) ? -20 : 0, 90));
  return maybe('next', random.chance(0.95) ? date : date.slice(0, 7), random.chance(often));
}

/** Step 1: is there talk about children, and of which. */
export function conversation(children: readonly Child[], residential: boolean, day: string, random: Random): Said {
  const outcome = random.weighted({ held: 55, 'not-possible-yet': 25, declined: 16, none: 4 });
  const said: Said = outcome === 'none' ? {} : { outcome };
  if (outcome !== 'held' && random.chance(0.8)) return said;
  const named = children.filter(() => random.chance(0.85));
  const cares = children.length > 0 ? random.weighted({ yes: 85, no: 10, unknown: 5 }) : 'no';
  const expecting = random.weighted({ yes: 8, no: 80, unknown: 12 });
  return {
    ...said,
    ...maybe('cares', cares, random.chance(0.95)),
    ...maybe('expecting', expecting, random.chance(0.5)),
    ...maybe('due', plusDays(day, random.int(10, 250)), expecting === 'yes' && random.chance(0.6)),
    ...maybe('others', random.weighted({ yes: 5, no: 85, unknown: 10 }), random.chance(0.3)),
    ...maybe(
      'shared',
      random.weighted({ alone: 40, 'shared-care': 55, unknown: 5 }),
      cares === 'yes' && random.chance(0.4),
    ),
    ...maybe('residential', random.chance(0.9), residential && random.chance(0.85)),
    ...maybe(
      'count',
      Math.max(0, children.length + random.int(-1, 1)),
      random.chance(children.length > 0 ? 0.6 : 0.05),
    ),
    ...maybe(
      'children',
      named.map((child) => listed(child, random)),
      named.length > 0 && random.chance(0.6),
    ),
    ...maybe('nowWith', 'other-parent', residential && random.chance(0.3)),
    ...maybe(
      'childcare',
      random.weighted({ arranged: 40, partly: 20, 'not-arranged': 20, unknown: 20 }),
      residential && random.chance(0.6),
    ),
  };
}

/** Step 2: is something wrong at home. */
export const safety = (worry: boolean, random: Random): Said => {
  const gut = worry ? 'yes' : random.weighted({ yes: 5, no: 75, 'not-yet-judged': 20 });
  return {
    ...maybe('gut', gut, random.chance(0.95)),
    ...maybe('safeNow', random.weighted({ yes: 70, no: 10, unknown: 20 }), random.chance(0.3)),
    ...maybe('acute', random.weighted({ yes: 6, no: 84, unknown: 10 }), random.chance(0.3)),
    ...maybe(
      'reasons',
      Array.from({ length: random.int(1, 2) }, () => random.chance(0.85)),
      gut === 'yes' ? random.chance(0.7) : random.chance(0.05),
    ),
  };
};

/** Step 3: ordinary support. */
export const support = (day: string, random: Random): Said => ({
  supported: random.chance(0.9),
  ...nextOf(day, random, 0.3),
});

/** Step 4: concern, and what the team decides. */
export function concern(day: string, random: Random): Said {
  const alarming = random.weighted({ yes: 40, no: 25, undecided: 25, none: 10 });
  const decidedOn = plusDays(day, random.int(-6, random.chance(0.2) ? 12 : 0));
  return {
    ...adviceOf(random, 0.3),
    ...maybe('alarming', alarming, alarming !== 'none'),
    ...maybe('willing', random.weighted({ yes: 60, no: 25, unclear: 15 }), alarming === 'yes' && random.chance(0.9)),
    ...maybe('decidedOn', random.chance(0.93) ? decidedOn : decidedOn.slice(0, 7), random.chance(0.5)),
    ...nextOf(day, random, 0.45),
  };
}

/** Step 5: restoring safety. */
export const restoring = (day: string, random: Random): Said => ({
  ...maybe('newSignal', random.chance(0.3), random.chance(0.5)),
  ...adviceOf(random, 0.2),
  ...nextOf(day, random, 0.6),
});

/** Step 6: the mandated facility. */
export const mandate = (day: string, random: Random): Said => ({
  ...maybe('informed', random.weighted(YES_NO), random.chance(0.6)),
  ...maybe('contactOn', random.chance(0.9) ? day : day.slice(0, 7), random.chance(0.8)),
  ...nextOf(day, random, 0.4),
});
