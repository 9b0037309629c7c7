import type { Page } from 'playwright-core';

/** What does not fit the window: the page when it is wider, and text that is cut off or hangs out of its own box. */
export const whatDoesNotFit = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} wide in a window of ${clientWidth}`);
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const ownText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      if (!ownText || !element.checkVisibility() || element.closest('.visually-hidden, option')) continue;
      const style = getComputedStyle(element);
      if (/inline$|contents/.test(style.display) || /auto|scroll/.test(style.overflowX)) continue;
      const isCut = style.overflowY === 'hidden' || style.overflowY === 'clip';
      if (element.scrollWidth > element.clientWidth + 1 || (isCut && element.scrollHeight > element.clientHeight + 1))
        found.push(`${element.tagName.toLowerCase()}.${element.className}: ${element.textContent?.slice(0, 60)}`);
      const letters = element.textContent?.trim().length ?? 0;
      const { width, height } = element.getBoundingClientRect();
      const em = Number.parseFloat(style.fontSize);
      if (letters > 2 && width < 3 * em && height > 3 * em) found.push(`one letter a line: ${element.textContent}`);
    }
    for (const input of document.querySelectorAll('input[type="text"], textarea, select')) {
      const em = Number.parseFloat(getComputedStyle(input).fontSize);
      if (input.checkVisibility() && input.clientWidth < 3 * em)
        found.push(`too narrow to type in: ${input.closest('[data-link-id]')?.getAttribute('data-link-id')}`);
    }
    return found;
  });

/** What moves, or would, for a person who asked for stillness. */
export const whatMoves = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return animationName !== 'none' || transitionDuration.split(',').some((time) => Number.parseFloat(time) > 0);
      })
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
  );
