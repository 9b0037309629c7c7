import { instances } from '../../src/fhir/answers';
import type { Choices } from '../../src/record/conflict';
import { compareFields, resolve } from '../../src/record/conflict';
import { withChoices } from '../../src/record/conflict-plan';
import { answersOf, type IdentifiedDraft, withAnswers } from '../../src/record/contact';
import { type KeptDraft, readKeptDraft, writeKeptDraft } from '../../src/record/drafts/kept-draft';
import type { Change } from '../../src/record/intended';
import type { Journal } from '../../src/record/journal';
import { save } from '../../src/record/save';
import type { SaveResult } from '../../src/record/save-result';
import type { SavePlan, WritePlan } from '../../src/record/write-plan';
import { withReused } from '../../src/screens/contact/reuse-child';
import { planNow } from './contact';
import type { Session, Stage } from './stage';

/** What the screen told after a press: the result of a save, or why none was possible. */
export type Account = SaveResult | Exclude<WritePlan, SavePlan>;

export interface Decisions {
  /** After a conflict: whose word stands */
  readonly conflict: 'now' | 'typed';
  /** After a child appeared: whether it is the typed one */
  readonly appeared: 'same' | 'other';
}

type Save = typeof save;

/** After these the screen holds on to what was sent, as screens/contact/use-saving does. */
const MAY_HAVE_LANDED: readonly Account['kind'][] = ['uncertain', 'partly-saved', 'not-saved'];

/** Someone who records one contact and presses until it is saved, with what the screen keeps for her meanwhile. */
export class Clinician {
  /** Every plan that was carried out, in order */
  readonly plans: SavePlan[] = [];
  /** A person chose the typed birth date over the colleague's */
  tookTyped = false;
  /** Given names of children that the screen asked about, because a like one came into the record */
  readonly appeared: string[] = [];
  /** What the last press was answered */
  last: Account['kind'] | undefined;
  /** As it stands in the browser's storage */
  kept: string;
  private journal: Journal | undefined;
  private choices: ReadonlyMap<string, Change | undefined> = new Map();
  private lookFirst = false;

  constructor(
    private readonly stage: Stage,
    private session: Session,
    private draft: IdentifiedDraft,
    private readonly decisions: Decisions,
    private readonly saving: Save = save,
  ) {
    this.kept = '';
    this.keep(undefined);
  }

  get host() {
    return this.session.host;
  }

  /** Presses "save" once. */
  async press(): Promise<Account> {
    const account = await this.perform();
    this.last = account.kind;
    return account;
  }

  private async perform(): Promise<Account> {
    const plan = this.journal?.plan ?? (await this.plan());
    if (plan.kind !== 'save') return plan;
    this.plans.push(plan);
    const { host, context, record } = this.session;
    const result = await this.saving(host, context, plan, {
      ...(this.journal ? { journal: this.journal } : {}),
      lookFirst: this.lookFirst,
      keep: async (journal) => this.keep(journal),
      pause: this.stage.clock.pause,
    });
    record.learn(result.refused);
    if ('receipt' in result) {
      record.takeIn(result.receipt.resources);
      this.appeared.push(...result.receipt.appeared.map(({ person }) => person.given ?? ''));
    }
    if (!MAY_HAVE_LANDED.includes(result.kind)) this.keep(undefined);
    this.choices = new Map();
    await this.decide(result);
    return result;
  }

  /** The page is there anew, in this session or after another launch, with what was kept of the draft. */
  resume(session: Session, kept: string): void {
    const read = readKeptDraft(kept, session.context.patient);
    if (!read?.draft.uuids) throw new Error('The kept draft cannot be read');
    this.session = session;
    this.draft = { ...read.draft, uuids: read.draft.uuids };
    this.keep(read.journal);
    this.lookFirst = true;
  }

  /** A copy of this tab, made when the contact was last planned, saves as well. */
  async pressInCopiedTab(): Promise<SaveResult | undefined> {
    const plan = this.plans.at(-1);
    const { host, context } = this.session;
    return plan && this.saving(host, context, plan, { lookFirst: true, pause: this.stage.clock.pause });
  }

  private async plan(): Promise<WritePlan> {
    const plan = await planNow(this.session, this.draft, this.stage);
    return plan.kind === 'save' && this.choices.size > 0 ? withChoices(plan, this.choices) : plan;
  }

  private keep(journal: Journal | undefined): void {
    this.journal = journal && JSON.parse(JSON.stringify(journal));
    const kept: KeptDraft = {
      draft: this.draft,
      ...(journal ? { journal } : {}),
      keptAt: this.stage.clock.now().toISOString(),
    };
    this.kept = writeKeptDraft(kept);
  }

  private async decide(result: SaveResult): Promise<void> {
    const { conflict, appeared } = this.decisions;
    if (result.kind === 'conflict') {
      await this.session.record.reload('relatedPersons');
      this.choices = new Map(
        result.overtaken.map(({ write, now }) => {
          const compared = compareFields(write, now);
          const asked = compared.kind === 'compared' ? compared.fields.filter((one) => one.standing === 'asked') : [];
          const choices: Choices = new Map(asked.map(({ field }) => [field, conflict]));
          if (asked.length > 0 && conflict === 'typed') this.tookTyped = true;
          return [write.fullUrl, resolve(write, now, choices)];
        }),
      );
    }
    if (result.kind === 'children-appeared') {
      this.appeared.push(...result.appeared.map(({ person }) => person.given ?? ''));
      await this.session.record.reload('relatedPersons');
      if (appeared === 'other') return;
      for (const { write, person } of result.appeared) {
        const first = answersOf(this.draft, 1);
        const rows = withReused(instances(first, 's1.kind'), `uuid:${write.uuid}`, person);
        this.draft = { ...this.draft, ...withAnswers(this.draft, 1, { ...first, 's1.kind': rows }) };
      }
      this.keep(undefined);
    }
  }
}
