import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Language } from '../../src/texts/texts';
import { place, section } from './fill';
import { browserTests, test } from './harness';
import { login, openChart, openKindreflex, pressKindreflex } from './host-pages';
import { recorded } from './recorded';
import { LANGUAGES, say, texts } from './say';
import { landed } from './scenario';
import { speak } from './states';
import { openEverything } from './states-contact';
import { unveil } from './states-overview';

const visitOf = browserTests();

/** What a person reads, and what a screen reader says beside it: texts on screen, names, and hints in empty fields. */
const wordsOn = (app: Page): Promise<string[]> =>
  app.evaluate(() => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent?.closest('script, style, [lang]:not(html)') || !parent?.checkVisibility()) continue;
      found.add((node.textContent ?? '').replace(/\s+/g, ' ').trim());
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]'))
      for (const name of ['aria-label', 'placeholder', 'title']) {
        const value = element.getAttribute(name);
        if (value) found.add(value.replace(/\s+/g, ' ').trim());
      }
    found.delete('');
    return [...found];
  });

const clean = (text: string) => text.replace(/\s+/g, ' ').trim();

/** What of a language's own texts, of more than three words, still stands on the page. */
function remaining(words: readonly string[], language: Language): string[] {
  const page = words.join('\n');
  return Object.values(texts[language])
    .map((text) => clean(text.split(/\{\w+\}/).reduce((a, b) => (b.length > a.length ? b : a), '')))
    .filter((text) => text.split(' ').length > 3 && page.includes(text));
}

/** French that lacks the space before its marks, read line by line as it stands on the page. */
const withoutSpace = (app: Page): Promise<string[]> =>
  app.evaluate(() =>
    [...document.querySelectorAll('main :is(p, li, legend, label, dt, h1, h2, h3, span, button)')]
      .filter((element) => element.checkVisibility() && !element.closest('[lang]:not(html)'))
      .map((element) => element.textContent ?? '')
      .filter((text) => /[\p{L}\d)](?:[;?!]|:(?=\s|$))|[ \u00a0][:;?!](?=\s|$)/u.test(text)),
  );

/** The same in every language: numbers, names of people and of services, and what is typed. */
const isNeutral = (text: string, typed: readonly string[]): boolean =>
  !/\p{L}{3}/u.test(text) || typed.some((one) => text.includes(one));

const NEUTRAL = [
  'Karim Benali',
  'Els Verhaegen',
  'VK',
  'OCJ',
  '1712',
  'Vertrouwenscentrum',
  'Ondersteuningscentrum',
  'Noodnummer',
  'NL',
  'FR',
  'EN',
  'ISO',
];

test('in the middle of a contact: nothing typed is lost, every text changes, and what is saved stays Dutch', async () => {
  const visit = await visitOf({ site: { setting: 'inpatient' } });
  const app = await openKindreflex(visit, 'nurse', 'Karim Benali');
  await app.getByRole('button', { name: say('overview.record') }).click();
  const one = section(app, 1);
  await one.getByRole('radio', { name: 'ja, besproken' }).check();
  await place(one, 's1.zorgtVoor')
    .getByRole('radio', { name: say('field.yes') })
    .check();
  await place(one, 's1.aantal').getByRole('textbox').fill('drie');
  await openEverything(app);
  const child = one.locator('fieldset.child').first();
  await place(child, 's1.kind.nieuw.voornaam').getByRole('textbox').fill('Yara');
  await place(child, 's1.kind.nieuw.geboortedatum').getByRole('textbox').fill('31/02/2020');
  await place(section(app, 2), 's2.nietPluis')
    .getByRole('radio', { name: say('field.yes') })
    .check();
  await place(section(app, 3), 's3.hoe').getByRole('textbox').fill('Getypte woorden blijven.');
  const mistakes = ['field.numberError', 'field.dateError'] as const;
  const state = () =>
    app.evaluate(() =>
      [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('main :is(input, textarea)')].map(
        (control) =>
          'checked' in control && /radio|checkbox/.test(control.type)
            ? `${control.value} ${control.checked}`
            : control.value,
      ),
    );
  const before = await state();
  expect(before).toContain('Getypte woorden blijven.');
  const typed = [...NEUTRAL, 'Yara', 'Getypte woorden', 'drie', 'R + SDV'];
  const dutch = await wordsOn(app);
  expect(dutch.length).toBeGreaterThan(150);
  for (const language of ['fr', 'en'] as const) {
    await speak(app, language);
    for (const mistake of mistakes)
      await app
        .getByText(say(mistake, {}, language))
        .first()
        .waitFor();
    await expect.poll(state).toEqual(before);
    const words = await wordsOn(app);
    expect(remaining(words, 'nl')).toEqual([]);
    if (language === 'fr') expect(await withoutSpace(app)).toEqual([]);
    const same = words.filter((text) => dutch.includes(text) && !isNeutral(text, typed));
    expect(same.filter((text) => !SAME[language].includes(text))).toEqual([]);
    expect(await app.title()).toBe(say('app.title', {}, language));
  }
  await speak(app, 'nl');
  await expect.poll(state).toEqual(before);
  expect((await wordsOn(app)).sort()).toEqual(dutch.sort());

  await speak(app, 'fr');
  await place(one, 's1.aantal').getByRole('textbox').fill('1');
  await place(child, 's1.kind.nieuw.geboortedatum').getByRole('textbox').fill('20/10/2026');
  await child
    .getByText(/1\smois/)
    .first()
    .waitFor();
  await app.getByRole('button', { name: say('review.save', {}, 'fr') }).click();
  await app.getByRole('heading', { name: say('receipt.title', {}, 'fr') }).waitFor();
  const { entries } = await landed(visit, 'karim-benali');
  const json = JSON.stringify(entries);
  expect(json).toContain('"text":"Is er over kinderen en ouderschap gesproken?"');
  expect(json).toContain('"display":"ja, besproken"');
  expect(json).not.toMatch(/A-t-on parlé|oui, discuté|enfants/);
});

/** Words that two languages share. */
const SAME: Readonly<Record<Exclude<Language, 'nl'>, readonly string[]>> = {
  fr: ['(Esc)', 'dossier', 'Instrument 1'],
  en: ['(Esc)', 'Instrument 1', 'M-document', 'partner'],
};

test('the overview, opened out, speaks each language; dates are as Belgians write them', async () => {
  const visit = await visitOf();
  const { client } = await recorded(visit, 's7-alarming-not-willing');
  const app = await openKindreflex(visit, 'nurse', client);
  await app.getByRole('heading', { name: say('overview.history') }).waitFor();
  await unveil(app);
  for (const language of LANGUAGES) {
    await speak(app, language);
    await app
      .getByText(say('overview.history', {}, language))
      .first()
      .waitFor();
    const words = await wordsOn(app);
    for (const other of LANGUAGES.filter((each) => each !== language)) expect(remaining(words, other)).toEqual([]);
    expect(words.join(' ')).toMatch(/\b24\/11\/2026\b/);
    expect(words.join(' ')).not.toMatch(/\b\d{4}-\d\d-\d\d\b|\bundefined\b|\bNaN\b|\{\w+\}/);
  }
});

test('opened in French: the page says so before a word is on it, and is French from the first word on', async () => {
  const visit = await visitOf({ locale: 'fr-BE' });
  await login(visit, 'nurse');
  await openChart(visit, 'Wim Claes');
  await visit.context.addInitScript(() => {
    const spoken: string[] = [];
    Object.assign(window, { spoken });
    new MutationObserver(() => {
      if (document.getElementById('root')?.textContent?.trim()) spoken.push(document.documentElement.lang);
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const app = await pressKindreflex(visit);
  await app.getByRole('button', { name: say('overview.record', {}, 'fr') }).waitFor();
  const spoken = await app.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
  expect([...new Set(spoken)]).toEqual(['fr']);
  expect(await app.title()).toBe(say('app.title', {}, 'fr'));
  expect(remaining(await wordsOn(app), 'nl')).toEqual([]);
});
