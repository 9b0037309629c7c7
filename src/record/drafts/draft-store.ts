import type { LaunchContext } from '../../session/launch-context';
import type { SiteConfig } from '../../session/site-config';
import { openDeviceDatabase } from './device-database';
import { deviceStore, purgeDevice } from './device-store';
import { draftKey } from './draft-key';
import type { KeptDraft } from './kept-draft';
import { DEVICE_MARK } from './marker';
import { purgeTab, tabStore } from './tab-store';

/**
 * What a draft survives here:
 * - nothing: the browser keeps nothing, or the site wants nothing kept
 * - reload: a reload and a new launch in this tab
 * - device: also a closed tab and a crash, for twelve hours, on this device
 * - frame: as device, but a browser gives what is framed in another site a storage of its own, and may forget it sooner
 */
export type Survives = 'nothing' | 'reload' | 'device' | 'frame';

export interface FoundDraft {
  readonly kept: KeptDraft;
  /** Forgets this one: it is taken up, or thrown away */
  readonly forget: () => Promise<void>;
}

/**
 * Keeps one contact of one user, client and version of the Questionnaires, and finds those that were kept before. Each store has a
 * place of its own, so that no contact overwrites another. Nothing here throws.
 */
export interface DraftStore {
  readonly survives: Survives;
  /** Those that may be gone on with, newest first */
  find(): Promise<readonly FoundDraft[]>;
  /** False when it could not be kept */
  keep(draft: KeptDraft): Promise<boolean>;
  /** Forgets what this store kept */
  drop(): Promise<void>;
}

export const DRAFT_LIFE_MS = 12 * 3_600_000;

export interface Browser {
  readonly sessionStorage: Storage | undefined;
  readonly localStorage: Storage | undefined;
  readonly indexedDB: IDBFactory | undefined;
  readonly locks: LockManager | undefined;
  /** In a frame of a page from another origin */
  readonly framed: boolean;
  readonly now: () => number;
}

const nowhere: DraftStore = {
  survives: 'nothing',
  find: async () => [],
  keep: async () => false,
  drop: async () => {},
};

/**
 * The store that the site wishes, or the next best that this browser has. On a device a draft is bound to its user: where the host
 * did not say who that is, it is kept in the tab alone. Whatever the site wishes, what has expired is removed, whoever's it is.
 */
export async function draftStore(
  wish: SiteConfig['drafts'],
  context: Pick<LaunchContext, 'fhirBase' | 'fhirUser' | 'patient'>,
  browser: Browser,
): Promise<DraftStore> {
  await purgeExpired(browser);
  if (wish === 'off') return nowhere;
  const key = await draftKey(context);
  if (wish === 'device' && context.fhirUser !== undefined && isUsable(browser.localStorage)) {
    const database = await openDeviceDatabase(browser.indexedDB);
    if (database)
      return deviceStore(database, key, context.patient, { ...browser, localStorage: browser.localStorage });
  }
  return isUsable(browser.sessionStorage)
    ? tabStore(browser.sessionStorage, key, context.patient, browser.now)
    : nowhere;
}

/** Removes every draft in this tab and on this device that is older than it may become. Needs nobody to be logged in. */
export async function purgeExpired({ sessionStorage, localStorage, indexedDB, now }: Browser): Promise<void> {
  try {
    if (sessionStorage) purgeTab(sessionStorage, now);
    if (!localStorage?.getItem(DEVICE_MARK)) return;
    const database = await openDeviceDatabase(indexedDB);
    if (database) await purgeDevice(database, localStorage, now);
  } catch {
    // A storage that refuses is asked again at the next launch; what has expired is not offered either way.
  }
}

/** A browser may give a storage that refuses everything: blocked in a frame, or full. */
function isUsable(storage: Storage | undefined): storage is Storage {
  const probe = 'kindreflex.probe';
  try {
    storage?.setItem(probe, '1');
    const works = storage?.getItem(probe) === '1';
    storage?.removeItem(probe);
    return works;
  } catch {
    return false;
  }
}
