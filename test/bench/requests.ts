import type { ProfileName } from '../../src/demo-ehr/profiles/profiles';
import { savingNl } from '../../src/texts/saving-nl';
import type { BenchStage } from './bench-stage';
import { askedOf, depthOf, isFhir, noteReads, typeThreeChildren } from './round-trips';
import type { Row } from './table';
import { timeTo, watch } from './watch';

/** Opens the record on a host of this kind, types a contact with three children and saves it; gives what was asked and when. */
async function saveThreeChildren(stage: BenchStage, profile: ProfileName) {
  const { ehr } = stage;
  ehr.settings.profile = profile;
  const context = await stage.fresh();
  const start = ehr.requestLog.length;
  try {
    const settled = noteReads(context);
    const moments = await watch(context, true);
    const page = await context.newPage();
    await page.goto(await ehr.createLaunch('sofie-maes', 'nurse'), { waitUntil: 'commit' });
    await timeTo(moments, 'field');
    const field = ehr.requestLog.length;
    await typeThreeChildren(page);
    // What only a save needs is fetched while a person types: it is no part of the save.
    await settled(1_000);
    const save = ehr.requestLog.length;
    await page.getByRole('button', { name: savingNl['review.save'] }).click();
    await page.getByRole('heading', { name: savingNl['receipt.title'] }).waitFor();
    await settled(1_000);
    const log = ehr.requestLog.slice(start);
    return {
      log,
      untilField: log.slice(0, field - start),
      saving: log.slice(save - start).filter(({ path }) => isFhir(path)),
    };
  } finally {
    await context.close();
    ehr.settings.profile = 'full';
  }
}

/** On a host that takes its time, what waits for something else begins after it ended. */
async function depthAfterToken(stage: BenchStage): Promise<number> {
  const { settings } = stage.ehr;
  settings.profile = 'slow';
  settings.slowMs = 400;
  const context = await stage.fresh();
  try {
    const reads = noteReads(context);
    const moments = await watch(context, false);
    const page = await context.newPage();
    await page.goto(await stage.ehr.createLaunch('sofie-maes', 'nurse'), { waitUntil: 'commit' });
    await timeTo(moments, 'overview');
    return depthOf(await reads(1_200));
  } finally {
    await context.close();
    settings.profile = 'full';
  }
}

/** Requests to the host: counted, with the preflights apart. */
export async function requests(stage: BenchStage): Promise<Row[]> {
  await stage.serve('app');
  const together = await saveThreeChildren(stage, 'full');
  const alone = await saveThreeChildren(stage, 'no-transaction');
  const asked = askedOf(together.log);
  const writes = (log: typeof alone.saving) =>
    askedOf(log.filter(({ status }) => status < 300)).filter((each) => each.startsWith('POST')).length;
  const refused = alone.saving.filter(({ status }) => status >= 400).length;
  const preflights = (log: typeof alone.log) => log.filter(({ method }) => method === 'OPTIONS').length;
  console.log(
    `save in one: ${askedOf(together.saving).join(', ')}\nsave one by one: ${askedOf(alone.saving).join(', ')}`,
  );
  const row = (name: string, measured: number, bar?: number): Row => ({
    name,
    unit: '',
    measured,
    ...(bar === undefined ? {} : { bar }),
  });
  return [
    row('requests before the first field', askedOf(together.untilField).length, 7),
    row('  and preflights', preflights(together.untilField)),
    row('requests until the first save is read back', asked.length, 14),
    row('  and preflights', preflights(together.log)),
    row('network round trips deep after the token', await depthAfterToken(stage), 1),
    row('three children, transaction: write and read-back', writes(together.saving), 2),
    row('three children, one by one: writes', writes(alone.saving), 5),
    row('  refused before it, once per session', refused),
    row('  all requests of that save', askedOf(alone.saving).length),
  ];
}
