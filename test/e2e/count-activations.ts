import type { Page } from 'playwright-core';

/** What a person did on a page: presses of a pointer or key on a control, and fields that were typed in. */
export interface Activations {
  readonly presses: number;
  readonly typed: number;
  /** Of which names and dates, that have to be typed on any screen */
  readonly namesAndDates: number;
}

/** Starts counting on a page; gives the way to read the count. */
export async function countActivations(page: Page): Promise<() => Promise<Activations>> {
  await page.evaluate(() => {
    const counted = { presses: 0, typed: new Set<Element>(), named: new Set<Element>() };
    const isText = (element: Element) => element.matches('textarea, input[type="text"]');
    const control = (target: EventTarget | null) =>
      target instanceof Element ? target.closest('button, a, summary, select, label, input') : null;
    const press = (event: Event) => {
      const pressed = control(event.target);
      if (event.isTrusted && pressed && !isText(pressed)) counted.presses++;
    };
    document.addEventListener('pointerdown', press, true);
    document.addEventListener(
      'keydown',
      (event) => {
        // Enter in a text is a way of its own to the next child; in a radio an arrow answers.
        const inText = event.target instanceof Element && isText(event.target);
        if (event.isTrusted && inText && event.key === 'Enter') counted.presses++;
        if ([' ', 'Enter'].includes(event.key) || event.key.startsWith('Arrow')) press(event);
      },
      true,
    );
    document.addEventListener(
      'input',
      ({ target }) => {
        if (!(target instanceof Element) || !isText(target)) return;
        const isNamed = target.closest('.field-date, [data-link-id$="naam"]') !== null;
        (isNamed ? counted.named : counted.typed).add(target);
      },
      true,
    );
    Object.assign(window, { counted });
  });
  return () =>
    page.evaluate(() => {
      const { presses, typed, named } = (
        window as unknown as { counted: { presses: number; typed: Set<Element>; named: Set<Element> } }
      ).counted;
      return { presses, typed: typed.size, namesAndDates: named.size };
    });
}
