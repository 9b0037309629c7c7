import { useEffect, useEffectEvent, useRef, useState } from 'react';

const IDLE_MS = 3 * 60_000;

/**
 * Whether the screen is hidden: on request, on Escape, and when nobody touched keyboard, mouse or screen for a while. What had the
 * focus has it again afterwards; `onCover` is called when the screen goes.
 */
export function useCover(onCover: () => void) {
  const [covered, setCovered] = useState(false);
  const focused = useRef<Element>(null);
  const hide = () => {
    if (covered) return;
    focused.current = document.activeElement;
    setCovered(true);
    onCover();
  };
  const cover = useEffectEvent(hide);

  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && cover();
    // A list that is open keeps the press of the key to itself, but not its release; and nothing on the page gets in between.
    for (const event of ['keydown', 'keyup'] as const) window.addEventListener(event, onKey, true);
    return () => {
      for (const event of ['keydown', 'keyup'] as const) window.removeEventListener(event, onKey, true);
    };
  }, []);

  useEffect(() => {
    if (covered) return;
    let timer = setTimeout(cover, IDLE_MS);
    let last = Date.now();
    // A computer that slept has not counted, and a hidden tab may not have: whoever comes back finds the cover.
    const onShown = () => Date.now() - last >= IDLE_MS && cover();
    const again = () => {
      onShown();
      clearTimeout(timer);
      timer = setTimeout(cover, IDLE_MS);
      last = Date.now();
    };
    // Who dictates touches neither keys nor mouse.
    const events = ['keydown', 'input', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, again, { passive: true });
    document.addEventListener('visibilitychange', onShown);
    return () => {
      clearTimeout(timer);
      for (const event of events) window.removeEventListener(event, again);
      document.removeEventListener('visibilitychange', onShown);
    };
  }, [covered]);

  useEffect(() => {
    if (covered || !focused.current) return;
    const back = focused.current;
    focused.current = null;
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
    // What stood under the focus may be veiled again.
    if (document.activeElement === document.body) focusTitle({ preventScroll: true });
  }, [covered]);

  return { covered, hide, show: () => setCovered(false) };
}

/** Puts the focus on the title of the page, where a keyboard and a screen reader go on from. */
export function focusTitle(options?: FocusOptions): void {
  const title = document.querySelector('h1');
  title?.setAttribute('tabindex', '-1');
  title?.focus(options);
}
