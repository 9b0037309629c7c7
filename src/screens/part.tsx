import { Component, type ReactNode, Suspense, useState } from 'react';
import { forgetFailures } from '../form/failed-fetches';
import { useTexts } from '../texts/texts';

/**
 * A part of a screen that is fetched: says so meanwhile, and when it cannot be, offers to try again. What stands around it stays.
 * `quiet`: nobody asked for it, and nothing is said while it comes.
 */
export function Part({ children, quiet = false }: { readonly children: ReactNode; readonly quiet?: boolean }) {
  const { t } = useTexts();
  const [round, setRound] = useState(0);
  const failed = (
    <p className="warning" role="alert">
      {t('failure.offline')}{' '}
      <button
        type="button"
        className="quiet"
        onClick={() => {
          forgetFailures();
          setRound(round + 1);
        }}
      >
        {t('read.retry')}
      </button>
    </p>
  );
  return (
    <Boundary key={round} failed={failed}>
      <Suspense fallback={quiet ? null : <p role="status">{t('read.loading')}</p>}>{children}</Suspense>
    </Boundary>
  );
}

class Boundary extends Component<{ readonly failed: ReactNode; readonly children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? this.props.failed : this.props.children;
  }
}
