import type { Host } from '../host';
import type { LaunchContext } from '../smart/launches';

/** The app's launch address with `iss` and a fresh launch id: https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#launch-app-ehr-launch */
export function launchAddress(host: Pick<Host, 'client' | 'fhirBase' | 'launches'>, launched: LaunchContext): string {
  const url = new URL(host.client.launchUrl);
  url.searchParams.set('iss', host.fhirBase);
  url.searchParams.set('launch', host.launches.create(launched));
  return url.href;
}
