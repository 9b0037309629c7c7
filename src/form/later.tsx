import { type ComponentType, use } from 'react';
import { rememberFailure } from './failed-fetches';

/**
 * A component whose code is fetched when it is first drawn, or before, with `load`. Unlike with React's `lazy`, a failed fetch can
 * be tried again.
 */
export function later<P extends object>(
  fetchIt: () => Promise<ComponentType<P>>,
): ComponentType<P> & { readonly load: () => Promise<ComponentType<P>> } {
  let loading: Promise<ComponentType<P>> | undefined;
  const load = (): Promise<ComponentType<P>> => {
    if (loading) return loading;
    const fetching = fetchIt().then((part) => {
      // React's `use` reads this, and draws at once what is there: to wait even a moment would lose the focus that is on its way to it.
      Object.assign(fetching, { status: 'fulfilled', value: part });
      return part;
    });
    loading = fetching;
    rememberFailure(fetching, () => {
      loading = undefined;
    });
    return fetching;
  };
  // biome-ignore lint/correctness/noComponentHookFactories: like React's lazy, called once per component, at module level
  function Later(props: P) {
    const Part = use(load());
    return <Part {...props} />;
  }
  return Object.assign(Later, { load });
}
