import { rememberFailure } from '../form/failed-fetches';
import type { Field } from '../form/field';
import type { Step } from '../plan/entry';
import type { Language } from '../session/site-config';

type Load = () => Promise<{ readonly default: readonly Field[] }>;

/** One file per step and language, so that a browser fetches only what a contact needs. */
const LOAD: Readonly<Record<Language, Readonly<Record<Step, Load>>>> = {
  nl: {
    1: () => import('virtual:fields/1/nl'),
    2: () => import('virtual:fields/2/nl'),
    3: () => import('virtual:fields/3/nl'),
    4: () => import('virtual:fields/4/nl'),
    5: () => import('virtual:fields/5/nl'),
    6: () => import('virtual:fields/6/nl'),
  },
  fr: {
    1: () => import('virtual:fields/1/fr'),
    2: () => import('virtual:fields/2/fr'),
    3: () => import('virtual:fields/3/fr'),
    4: () => import('virtual:fields/4/fr'),
    5: () => import('virtual:fields/5/fr'),
    6: () => import('virtual:fields/6/fr'),
  },
  en: {
    1: () => import('virtual:fields/1/en'),
    2: () => import('virtual:fields/2/en'),
    3: () => import('virtual:fields/3/en'),
    4: () => import('virtual:fields/4/en'),
    5: () => import('virtual:fields/5/en'),
    6: () => import('virtual:fields/6/en'),
  },
};

const loading = new Map<string, Promise<readonly Field[]>>();
const loaded = new Map<string, readonly Field[]>();

/** The fields of a step in a language; the same promise each time, so that React can wait on it. */
export function loadFields(step: Step, language: Language): Promise<readonly Field[]> {
  const key = `${step}/${language}`;
  const known = loading.get(key);
  if (known) return known;
  const promise = LOAD[language][step]().then(({ default: fields }) => {
    loaded.set(key, fields);
    // So that React's `use` need not wait a moment for what is there: a fallback would hold the fields back for 300 ms.
    Object.assign(promise, { status: 'fulfilled', value: fields });
    return fields;
  });
  loading.set(key, promise);
  rememberFailure(promise, () => loading.delete(key));
  return promise;
}

/** The fields of a step if they have been loaded already. */
export const loadedFields = (step: Step, language: Language): readonly Field[] | undefined =>
  loaded.get(`${step}/${language}`);

/** The fields of a step in whatever language they have been loaded: what is enabled is the same in all. */
export const anyLoadedFields = (step: Step): readonly Field[] | undefined =>
  loadedFields(step, 'nl') ?? loadedFields(step, 'fr') ?? loadedFields(step, 'en');
