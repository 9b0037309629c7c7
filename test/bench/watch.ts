import type { BrowserContext } from 'playwright-core';

/** Moments of one launch, in milliseconds since 1970, as the page itself tells them. */
export type Moment = 'start' | 'overview' | 'field' | 'reads';
export type Moments = Map<Moment, number>;

/** What the first field is, in the app and on the floor page alike */
export const FIRST_FIELD = '[data-link-id="s1.uitkomst"] input';

/**
 * Notes when the launch page was asked for, when the overview offers to record, and when the first field takes input: each once it is
 * painted. With `press` the button on the overview is pressed by the page itself at that moment, as nobody could do sooner.
 */
export async function watch(context: BrowserContext, press: boolean): Promise<Moments> {
  const moments: Moments = new Map();
  await context.exposeBinding('benchMoment', (_source, name: Moment, at: number) => {
    if (!moments.has(name)) moments.set(name, at);
  });
  await context.addInitScript(
    ({ first, presses }) => {
      const { benchMoment } = window as unknown as { benchMoment: (name: string, at: number) => void };
      if (location.pathname === '/launch.html') benchMoment('start', performance.timeOrigin);
      const painted = (then: () => void) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = then;
          port2.postMessage(0);
        });
      const told = new Set<string>();
      const once = (name: string, selector: string, then: (element: HTMLElement) => void) => {
        if (told.has(name)) return;
        const element = document.querySelector<HTMLElement>(selector);
        if (!element || element.matches(':disabled, [inert] *, [hidden] *')) return;
        told.add(name);
        painted(() => {
          benchMoment(name, performance.timeOrigin + performance.now());
          then(element);
        });
      };
      const look = () => {
        once('overview', '.overview button.primary', (button) => presses && button.click());
        once('field', first, () => {});
        once('reads', '[data-reads]', () => {});
      };
      const attributeFilter = ['inert', 'disabled', 'hidden', 'data-reads'];
      new MutationObserver(look).observe(document, {
        childList: true,
        subtree: true,
        attributes: true,
        attributeFilter,
      });
    },
    { first: FIRST_FIELD, presses: press },
  );
  return moments;
}

/** Waits until the page has told of a moment; gives how long after the start it was. */
export async function timeTo(moments: Moments, name: Moment): Promise<number> {
  const end = performance.now() + 60_000;
  while (!moments.has(name)) {
    if (performance.now() > end) throw new Error(`The page never came to: ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return (moments.get(name) ?? 0) - (moments.get('start') ?? Number.NaN);
}
