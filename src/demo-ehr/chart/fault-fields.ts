import { html } from 'hono/html';
import type { Act, Faults } from '../faults/faults';
import type { Html } from './page';

/** The faults that a person can try by hand. */
const choices: Readonly<Record<string, { title: string; act: Act }>> = {
  'close-before': {
    title: 'De verbinding valt weg voor er iets bewaard is',
    act: { kind: 'close', when: 'before-commit' },
  },
  'close-after': { title: 'De verbinding valt weg nadat het bewaard is', act: { kind: 'close', when: 'after-commit' } },
  'close-in': {
    title: 'De verbinding valt weg midden in het antwoord, het is bewaard',
    act: { kind: 'close', when: 'in-answer' },
  },
  gateway: {
    title: 'Een tussenstation geeft op (504), maar het is bewaard',
    act: { kind: 'refuse', status: 504, after: 'commit' },
  },
  garbage: { title: 'Het antwoord is onleesbaar, maar het is bewaard', act: { kind: 'garbage', after: 'commit' } },
  empty: { title: 'Het antwoord is leeg, maar het is bewaard', act: { kind: 'empty', after: 'commit' } },
  late: { title: 'Het duurt een halve minuut', act: { kind: 'delay', ms: 30_000 } },
  refuse: { title: 'Het wordt geweigerd (422)', act: { kind: 'refuse', status: 422 } },
  conflict: { title: 'Iemand anders was eerst (409)', act: { kind: 'refuse', status: 409 } },
  unavailable: { title: 'Even niet beschikbaar (503)', act: { kind: 'refuse', status: 503 } },
  busy: { title: 'Te druk, wacht twee seconden (429)', act: { kind: 'refuse', status: 429, retryAfter: 2 } },
  expired: { title: 'De aanmelding is voorbij (401)', act: { kind: 'refuse', status: 401 } },
};

/** The part of the settings page that sets one fault, and says what became of it. */
export function faultFields(faults: Faults): Html {
  const chosen = (act: Act) => faults.rules.some((rule) => rule.act === act);
  const [rule] = faults.rules;
  return html`<fieldset><legend>Storing</legend>
    <label>Wat er misgaat
      <select name="fault"><option value="">niets</option>${Object.entries(choices).map(
        ([name, { title, act }]) => html`<option value="${name}" ${chosen(act) ? 'selected' : ''}>${title}</option>`,
      )}</select></label>
    <label>Bij de hoeveelste keer schrijven
      <input name="faultNth" type="number" min="1" max="99" value="${rule?.on.nth ?? 1}"></label>
    <label><input type="checkbox" name="faultEvery" ${rule?.on.every ? 'checked' : ''}> Ook elke keer daarna</label>
    <p>${toldOf(faults)}</p>
  </fieldset>`;
}

function toldOf({ rules }: Faults): string {
  if (rules.length === 0) return 'Er staat geen storing klaar.';
  const seen = rules.reduce((sum, rule) => sum + rule.seen, 0);
  const fired = rules.reduce((sum, rule) => sum + rule.fired, 0);
  return `Sinds deze storing klaarstaat is er ${seen} keer geschreven; ${fired} keer ging het mis.`;
}

/** Sets the fault that was chosen in place of all others. */
export function readFault(form: FormData, faults: Faults): void {
  const choice = choices[String(form.get('fault') ?? '')];
  const nth = Number(form.get('faultNth'));
  faults.clear();
  if (!choice) return;
  const isNumber = Number.isInteger(nth) && nth > 0;
  faults.add({ on: { writes: true, nth: isNumber ? nth : 1, every: form.has('faultEvery') }, act: choice.act });
}
