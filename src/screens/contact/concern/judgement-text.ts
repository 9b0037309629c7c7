import type { Judgement } from '../../../plan/decision';
import type { SavingKey } from '../../../texts/saving-nl';

/** The text for what a team judged, in a few words. */
export function judgementText({ alarming, willing }: Judgement): SavingKey {
  if (alarming === 'no') return 'decision.no';
  if (alarming === 'undecided') return 'decision.undecided';
  if (willing === 'yes') return 'decision.yes.yes';
  if (willing === 'no') return 'decision.yes.no';
  return willing === 'unclear' ? 'decision.yes.unclear' : 'decision.yes';
}
