import { readFileSync } from 'node:fs';
import type { QuestionnaireResponse, QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4';
import type { Locator, Page } from 'playwright-core';
import { writeDate } from '../../src/form/date-text';
import { type Field, fieldsOf } from '../../src/form/field';
import { QUESTIONNAIRE_ID } from '../../src/mapping/canonical';
import { STEPS, type Step } from '../../src/plan/entry';
import { nl } from '../../src/texts/nl';
import { savingNl } from '../../src/texts/saving-nl';

type Item = QuestionnaireResponseItem;

const FIELDS = new Map<string, Field>();
const collect = (fields: readonly Field[]): void => {
  for (const field of fields) {
    FIELDS.set(field.linkId, field);
    collect(field.fields);
  }
};
for (const step of STEPS)
  collect(
    fieldsOf(JSON.parse(readFileSync(`fhir-resources/Questionnaire/${QUESTIONNAIRE_ID[step]}.json`, 'utf8')), 'nl'),
  );

/** The question of an item, as the Dutch Questionnaire words it. */
export function fieldOf(linkId: string): Field {
  const field = FIELDS.get(linkId);
  if (!field) throw new Error(`No question ${linkId}`);
  return field;
}

export const stepOf = ({ questionnaire = '' }: Pick<QuestionnaireResponse, 'questionnaire'>): Step =>
  Number(/kindreflex-([1-6])-/.exec(questionnaire)?.[1]) as Step;

/** The part of the page about one step. */
export const section = (page: Page, step: Step): Locator => page.locator(`section.step[data-step="${step}"]`);

/** The element around one question, within the section or the instance given. */
export const place = (within: Locator, linkId: string): Locator => within.locator(`[data-link-id="${linkId}"]`);

/** The words of an element, spaces as they are read. */
export const textOf = async (locator: Locator): Promise<string> =>
  ((await locator.textContent()) ?? '').replace(/\s+/g, ' ').trim();

/** Opens a step that its gate has opened, or, by hand, one that it has not. */
export async function openStep(page: Page, step: Step, byHand = false): Promise<Locator> {
  const part = section(page, step);
  const toggle = part.locator('.heading .unfold');
  if ((await toggle.getAttribute('aria-expanded')) !== 'true')
    await toggle.and(page.getByRole('button', { name: byHand ? /^Toch openen/ : /^Openen/ })).click();
  await part.locator('[data-link-id]').first().waitFor();
  const folded = part.locator('.block-toggle[aria-expanded="false"]');
  while ((await folded.count()) > 0) await folded.first().click();
  return part;
}

/** Types a response into the open contact as a person would, question by question, by the names that are on screen. */
export async function fillEntry(page: Page, response: QuestionnaireResponse): Promise<void> {
  const part = await openStep(page, stepOf(response));
  await fillItems(part, response.item ?? []);
}

/** What the screen itself knows: contact date, setting, and how a child is linked. */
const NOT_TYPED = /^s\d\.(contactDate|setting)$|\.(refpersoon|uuid|id|versie|vanaf12)$/;

export async function fillItems(within: Locator, items: readonly Item[]): Promise<void> {
  for (const item of items) {
    if (NOT_TYPED.test(item.linkId)) continue;
    if (item.linkId === 's1.kind') await fillChild(within, item);
    else if (fieldOf(item.linkId).type === 'group') await fillGroup(within, item);
    else await fillAnswers(within, item);
  }
}

async function fillChild(within: Locator, item: Item): Promise<void> {
  await within.getByRole('button', { name: savingNl['children.add'] }).click();
  const row = within.locator('fieldset.child').last();
  await row.locator('summary').click();
  const typed = item.item ?? [];
  const fresh = typed.find(({ linkId }) => linkId === 's1.kind.nieuw');
  await fillItems(row, [...(fresh?.item ?? []), ...typed.filter((other) => other !== fresh)]);
}

async function fillGroup(within: Locator, item: Item): Promise<void> {
  const group = place(within, item.linkId);
  const { label, repeats } = fieldOf(item.linkId);
  if (repeats) await group.getByRole('button', { name: `+ ${label} toevoegen`, exact: true }).click();
  const instance = repeats ? group.locator(':scope > .repeating > fieldset.instance').last() : group;
  await fillItems(instance, item.item ?? []);
}

async function fillAnswers(within: Locator, { linkId, answer = [] }: Item): Promise<void> {
  const field = fieldOf(linkId);
  const around = place(within, linkId);
  for (const [index, given] of answer.entries()) await fillAnswer(around, field, given, index);
}

async function fillAnswer(
  around: Locator,
  field: Field,
  given: QuestionnaireResponseItemAnswer,
  index: number,
): Promise<void> {
  const choose = (name: string | RegExp) =>
    around.getByRole(field.repeats ? 'checkbox' : 'radio', { name, exact: true }).check();
  if (given.valueCoding) {
    const option = field.options.find(({ coding }) => coding.code === given.valueCoding?.code);
    return choose(option?.label ?? '');
  }
  if (given.valueBoolean !== undefined) return choose(given.valueBoolean ? 'ja' : 'nee');
  if (given.valueReference) return choose(new RegExp(`^${given.valueReference.display}\\b`));
  const text =
    given.valueDate === undefined ? String(given.valueString ?? given.valueInteger) : writeDate(given.valueDate);
  if (field.type === 'open-choice') return around.getByLabel(nl['field.other']).fill(text);
  if (field.repeats) return around.getByRole('textbox').nth(index).fill(text);
  // A text field with suggestions is a combobox.
  const [plain, suggesting] = (['textbox', 'combobox'] as const).map((role) =>
    around.getByRole(role, { name: field.label, exact: true }),
  );
  return plain?.or(suggesting ?? plain).fill(text);
}
