import { failureTexts } from '../../src/launch/launch-texts';
import { chooseText } from '../../src/launch/launch-titles';
import type { Language } from '../../src/texts/texts';
import { LANGUAGES } from './say';
import type { See, Walk } from './states';
import type { Visit } from './visit';

/** Before the app is open it speaks the language of the browser: there is nothing to choose it with. */
const launchIn =
  (language: Language) =>
  async ({ page, stage }: Visit, see: See): Promise<void> => {
    const languages = [language];
    await page.goto(`${stage.appOrigin}/launch.html?launch=x`);
    await see({ page, screen: 'launch', state: 'refused', mark: failureTexts['L-01'], languages });
    stage.site.issuers = [
      { iss: stage.ehr.fhirBase, clientId: 'kindreflex' },
      { iss: 'https://two.example/fhir', clientId: 'b' },
    ];
    await page.goto(`${stage.appOrigin}/launch.html`);
    await see({ page, screen: 'launch', state: 'choose', mark: chooseText, languages });
    await page.goto(`${stage.appOrigin}/index.html`);
    await see({ page, screen: 'failure', state: 'session', mark: 'failure.session', languages });
    stage.site.setting = 'nowhere';
    await page.goto(`${stage.appOrigin}/index.html`);
    await see({ page, screen: 'failure', state: 'settings', mark: 'failure.config', languages });
  };

export const LAUNCH_WALKS: readonly Walk[] = LANGUAGES.map((language) => ({
  name: `launch in ${language}`,
  options: { locale: `${language}-BE` },
  go: launchIn(language),
}));
