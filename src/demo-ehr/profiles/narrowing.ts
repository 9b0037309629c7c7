import type { Narrowing } from '../smart/scopes';
import { type Offer, offers, type Profile } from './profiles';

const letters: Readonly<Record<string, readonly Offer[]>> = {
  c: ['create'],
  r: ['read'],
  u: ['update', 'patch'],
  d: ['delete'],
  s: ['search-type'],
};

/** What a host with this profile grants at most; undefined where it grants what is asked. */
export function narrowingOf(profile: Profile): Narrowing | undefined {
  const { grants } = profile;
  if (grants === undefined) return undefined;
  if (grants !== 'what-it-offers') {
    const { '*': others = '', ...byType } = grants;
    return { types: Object.keys(byType), lettersFor: (type) => byType[type] ?? others };
  }
  const lettersFor = (type: string) =>
    Object.keys(letters)
      .filter((letter) => offers(profile, type).some((offer) => letters[letter]?.includes(offer)))
      .join('');
  return { types: Object.keys(profile.types ?? {}), lettersFor };
}
