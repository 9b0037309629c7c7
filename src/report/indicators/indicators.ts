import type { CountCell, MeasureId } from '../figures';
import { keptSql } from '../views/kept';
import { VIEWS } from '../views/views';
import adviceUse from './advice-use.sql?raw';
import asked from './asked.sql?raw';
import askedRate from './asked-rate.sql?raw';
import childcareAnswered from './childcare-answered.sql?raw';
import childrensData from './childrens-data.sql?raw';
import corrections from './corrections.sql?raw';
import decisionInTime from './decision-in-time.sql?raw';
import entryCounts from './entry-counts.sql?raw';
import facts from './facts.sql?raw';
import followThrough from './follow-through.sql?raw';
import funnel from './funnel.sql?raw';
import leftOut from './left-out.sql?raw';
import readEntries from './read-entries.sql?raw';
import reasonsPresent from './reasons-present.sql?raw';
import rules from './rules.sql?raw';
import standing from './standing.sql?raw';
import timeToAsk from './time-to-ask.sql?raw';
import visits from './visits.sql?raw';

/** What the other statements read of each view, as SELECTs from it: `kept-entries` and so on. */
const KEPT = Object.fromEntries(VIEWS.map(({ name }) => [`kept-${name}`, keptSql(name, name)]));

/**
 * The DuckDB statements that choose, out of what is kept of the views, the entries and encounters that count, in the order in which they run. They read
 * the variables `as_of` (DATE), `decision_days` (INTEGER) and `service` (a value of encounters.service, or null: all).
 */
export const PREPARATION: Readonly<Record<string, string>> = {
  rules,
  visits,
  'read-entries': readEntries,
  corrections,
  standing,
  facts,
  asked,
};

/** One SELECT per counted indicator: month, setting, numerator, denominator; `decision-in-time` has still_running too. */
export const COUNTS: Readonly<Record<CountCell['measure'], string>> = {
  'asked-rate': askedRate,
  'childrens-data': childrensData,
  'childcare-answered': childcareAnswered,
  'reasons-present': reasonsPresent,
  'decision-in-time': decisionInTime,
  'follow-through': followThrough,
  'advice-use': adviceUse,
};

/** The SELECTs of the other figures. */
export const TIME_TO_ASK = timeToAsk;
export const ENTRY_COUNTS = entryCounts;
export const FUNNEL = funnel;
export const LEFT_OUT = leftOut;

/** Every statement of the figures by its name, in the order in which they run: what Library/kindreflex-indicators holds. */
export const STATEMENTS: Readonly<Record<string, string>> = {
  ...KEPT,
  ...PREPARATION,
  ...COUNTS,
  ['time-to-ask' satisfies MeasureId]: TIME_TO_ASK,
  'entry-counts': ENTRY_COUNTS,
  funnel: FUNNEL,
  'left-out': LEFT_OUT,
};
