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
  let fetched: ComponentType<P> | undefined;
  const load = (): Promise<ComponentType<P>> => {
    if (loading) return loading;
    loading = fetchIt().then((part) => {
      fetched = part;
      return part;
    });
    rememberFailure(loading, () => {
      loading = undefined;
    });
    return loading;
  };
  // biome-ignore lint/correctness/noComponentHookFactories: like React's lazy, called once per component, at module level
  function Later(props: P) {
    // What is there already is drawn at once: to wait even a moment would lose the focus that is on its way to it.
    const Part = fetched ?? use(load());
    return <Part {...props} />;
  }
  return Object.assign(Later, { load });
}
