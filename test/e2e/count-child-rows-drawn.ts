import type { BrowserContext, Page } from 'playwright-core';

interface Fiber {
  readonly type: unknown;
  readonly stateNode: unknown;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
}

/**
 * Counts how often React draws the row of a child, through the hook that it offers to its developer tools, in production builds as
 * well: an element whose component was drawn again changes to its other fiber. Call before a page is opened.
 */
export async function countChildRowsDrawn(context: BrowserContext): Promise<(page: Page) => Promise<number>> {
  await context.addInitScript(() => {
    const seen = new Map<unknown, Fiber>();
    const drawn = { rows: 0 };
    const walk = (fiber: Fiber | null): void => {
      for (let at = fiber; at; at = at.sibling) {
        if (at.type === 'fieldset' && at.stateNode instanceof Element && at.stateNode.matches('.child')) {
          if (seen.get(at.stateNode) !== at) drawn.rows++;
          seen.set(at.stateNode, at);
        }
        walk(at.child);
      }
    };
    Object.assign(window, {
      drawn,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        isDisabled: false,
        supportsFiber: true,
        inject: () => 1,
        onCommitFiberRoot: (_renderer: number, root: { readonly current: Fiber }) => walk(root.current),
        onCommitFiberUnmount: () => {},
        onPostCommitFiberRoot: () => {},
      },
    });
  });
  return (page) =>
    page.evaluate(() => {
      const { drawn } = window as unknown as { drawn: { rows: number } };
      const { rows } = drawn;
      drawn.rows = 0;
      return rows;
    });
}
