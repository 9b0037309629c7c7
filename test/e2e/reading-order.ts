import type { Locator } from 'playwright-core';

/**
 * The words of the app that a right-to-left mark in somebody's name has turned round: letters and digits of one line of one block
 * must stand from left to right. What is in the record itself is told apart by its script: it should hold no Latin letters.
 */
export const turnedAround = (within: Locator): Promise<string[]> =>
  within.evaluate((root) => {
    const blockOf = (node: Node): Element | null => {
      let element = node.parentElement;
      while (element && /^inline/.test(getComputedStyle(element).display)) element = element.parentElement;
      return element;
    };
    const found = new Set<string>();
    const range = document.createRange();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let before: { block: Element | null; box: DOMRect } | undefined;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const block = blockOf(node);
      const text = node.textContent ?? '';
      for (const { index } of text.matchAll(/[A-Za-z0-9]/g)) {
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const box = range.getBoundingClientRect();
        if (box.width === 0) continue;
        const sameLine = before?.block === block && Math.abs(before.box.top - box.top) < 3;
        if (before && sameLine && box.left < before.box.left) found.add(text.slice(0, 200));
        before = { block, box };
      }
    }
    return [...found];
  });
