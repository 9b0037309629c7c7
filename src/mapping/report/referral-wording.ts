import type { Wording } from './wording';

/** The parts of a draft, in its order. */
export const REFERRAL_PARTS = [
  'facility',
  'sender',
  'children',
  'parents',
  'urgency',
  'facts',
  'why',
  'tried',
  'clientView',
  'childView',
  'told',
  'agreed',
] as const;
export type ReferralPart = (typeof REFERRAL_PARTS)[number];

export const REFERRAL_LABELS = ['name', 'role', 'service', 'phone', 'address', 'otherParent', 'childView'] as const;

/** What a draft for a mandated facility says in the words of the app beside its questions. */
export interface ReferralWording extends Wording {
  readonly titles: Readonly<Record<ReferralPart, string>>;
  /** What nobody records here, and a facility needs */
  readonly labels: Readonly<Record<(typeof REFERRAL_LABELS)[number], string>>;
  /** Nobody noted it, or it was not chosen: which of the two is not said */
  readonly missingOrLeft: string;
  readonly author: string | undefined;
  readonly client: { readonly name: string | undefined; readonly birthDate: string | undefined };
}
