import type { LaunchContext } from '../../session/launch-context';
import { useSavingTexts } from '../saving-texts';

/** A launch by the app itself, in this very tab: a draft that the tab keeps is then found again. */
export function SignInAgain({ context }: { readonly context: Pick<LaunchContext, 'issuer'> }) {
  const saving = useSavingTexts();
  return (
    <a className="button" href={`launch.html?iss=${encodeURIComponent(context.issuer.iss)}`}>
      {saving('session.again')}
    </a>
  );
}
