import { useState } from 'react';
import type { Step } from '../../plan/entry';

/** On this device, for everyone who works at it: which steps no longer need explaining. */
const KEY = 'kindreflex.guidance-folded';

function foldedSteps(): readonly string[] {
  try {
    return localStorage.getItem(KEY)?.split(',') ?? [];
  } catch {
    // Blocked storage: unfolded, as for someone new.
    return [];
  }
}

/** Whether the guidance of a step is folded away, and the way to change that; remembered where the browser allows it. */
export function useGuidance(step: Step): readonly [folded: boolean, toggle: () => void] {
  const own = String(step);
  const [folded, setFolded] = useState(() => foldedSteps().includes(own));
  const toggle = () => {
    const others = foldedSteps().filter((other) => other !== own && other !== '');
    try {
      localStorage.setItem(KEY, [...others, ...(folded ? [] : [own])].join());
    } catch {
      // Folded until the page is left.
    }
    setFolded(!folded);
  };
  return [folded, toggle];
}
