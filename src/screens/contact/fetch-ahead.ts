import { forgetFailures } from '../../form/failed-fetches';
import { loadLaterFields } from '../../form/field-view';
import { STEPS } from '../../plan/entry';
import type { Language } from '../../session/site-config';
import { loadFields } from '../load-fields';
import { loadCustom } from './custom-fields';
import { ConcernHead } from './step-section';

/** Fetches the rest of the page while someone reads the first question: from here on a lost connection hides no field. */
export function fetchAhead(language: Language): void {
  const steps = STEPS.map((step) => loadFields(step, language));
  const words = import('../saving-texts').then(({ savingTexts }) => savingTexts(language));
  for (const part of [
    ...steps,
    words,
    loadLaterFields(),
    ...loadCustom(),
    ConcernHead.load(),
    import('../receipt'),
    import('../conflict/conflict'),
    import('../../session/revoke-tokens'),
  ])
    part.catch(forgetFailures);
}
