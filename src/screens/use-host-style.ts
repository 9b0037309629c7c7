import { useEffect, useRef } from 'react';

/** The host's own look, where it names one, from the moment that this is due; without it nothing is missing. */
export function useHostStyle(address: string | undefined, due: boolean): void {
  const asked = useRef(false);
  useEffect(() => {
    if (!due || !address || asked.current) return;
    asked.current = true;
    import('./host-style-sheet').then(({ applyHostStyle }) => applyHostStyle(address)).catch(() => {});
  }, [due, address]);
}
