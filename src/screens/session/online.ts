import { useSyncExternalStore } from 'react';

const subscribe = (tell: () => void) => {
  window.addEventListener('online', tell);
  window.addEventListener('offline', tell);
  return () => {
    window.removeEventListener('online', tell);
    window.removeEventListener('offline', tell);
  };
};

/** False when the browser is sure that there is no network; true says only that there may be one. */
export const useOnline = (): boolean => useSyncExternalStore(subscribe, () => navigator.onLine);
