import type { Page } from 'playwright-core';

/** Where the focus stands, as far as a test asks. */
interface Stop {
  /** The question it is in */
  readonly linkId: string;
  readonly name: string;
  readonly checked: boolean;
  /** The answer that it stands for, of a radio button or a box */
  readonly option: string;
  /** What a person who sees would miss of it */
  readonly flaws: readonly string[];
}

/** A person without a mouse: goes by Tab, answers by Space and arrows, and notes every stop that could not be seen. */
export function keyboardOn(page: Page) {
  const flaws: string[] = [];

  const here = async (): Promise<Stop> => {
    const stop = await page.evaluate(lookAtFocus);
    flaws.push(...stop.flaws.map((flaw) => `${stop.linkId || stop.name}: ${flaw}`));
    return stop;
  };
  const press = (key: string) => page.keyboard.press(key);

  /** Goes on to the question, or to the button or link, of that name. */
  async function to(what: string, key = 'Tab'): Promise<Stop> {
    for (let presses = 0; presses < 250; presses++) {
      const stop = await here();
      if (stop.linkId === what || stop.name.includes(what)) return stop;
      await press(key);
    }
    throw new Error(`${key} does not reach ${what}`);
  }

  return {
    here,
    /** Waits until the focus has been moved to a question, or to something of that name; what it leaves may be out of view. */
    async arrives(what: string): Promise<void> {
      let stop = await page.evaluate(lookAtFocus);
      for (let waited = 0; stop.linkId !== what && !stop.name.includes(what); waited++) {
        if (waited > 100)
          throw new Error(`The focus does not come to ${what}, but stays at ${stop.linkId || stop.name}`);
        await page.waitForTimeout(50);
        stop = await page.evaluate(lookAtFocus);
      }
      await here();
    },
    press,
    to,
    /** Goes to a question and gives an answer to it, by its words. */
    async choose(linkId: string, option: string): Promise<void> {
      let stop = await to(linkId);
      if (!stop.checked) await press('Space');
      for (let presses = 0; presses < 12; presses++) {
        stop = await here();
        if (stop.option === option && stop.checked) return;
        await press('ArrowRight');
      }
      throw new Error(`The arrows do not reach ${option} of ${linkId}, but ${stop.option}`);
    },
    /** Goes to a question, or a name, and types. */
    async type(what: string, text: string): Promise<void> {
      await to(what);
      await page.keyboard.type(text);
    },
    async pressOn(name: string): Promise<void> {
      await to(name);
      await press('Enter');
    },
    flaws: () => [...new Set(flaws)],
  };
}

/** Runs in the page. */
function lookAtFocus(): Stop {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body)
    return { linkId: '', name: '', checked: false, option: '', flaws: [] };
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const flaws: string[] = [];
  const isRinged = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  if (!isRinged && boxShadow === 'none') flaws.push('no ring around the focus');
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + Math.min(width, 300) / 2, top + height / 2];
  const { clientWidth, clientHeight } = document.documentElement;
  if (x < 0 || y < 0 || x > clientWidth || y > clientHeight)
    flaws.push(`out of view at ${Math.round(x)}, ${Math.round(y)}`);
  else {
    const above = document.elementFromPoint(x, y);
    if (!above || !(element.contains(above) || above.contains(element) || above.closest('label')?.contains(element)))
      flaws.push(`behind ${above?.className || above?.tagName}`);
  }
  const isChoice = element instanceof HTMLInputElement && /radio|checkbox/.test(element.type);
  return {
    linkId: element.closest('[data-link-id]')?.getAttribute('data-link-id') ?? '',
    name: (element.getAttribute('aria-label') ?? element.textContent ?? '').replace(/\s+/g, ' ').trim(),
    checked: isChoice && element.checked,
    option: isChoice ? (element.closest('label')?.textContent ?? '').trim() : '',
    flaws,
  };
}
