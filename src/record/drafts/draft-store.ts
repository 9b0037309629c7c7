import type { LaunchContext } from '../../session/launch-context';
import type { SiteConfig } from '../../session/site-config';
import { deviceStore, openDeviceDatabase } from './device-store';
import { draftKey } from './draft-key';
import type { KeptDraft } from './kept-draft';
import { tabStore } from './tab-store';

/**
 * What a draft survives here:
 * - nothing: the browser keeps nothing, or the site wants nothing kept
 * - reload: a reload and a new launch in this tab
 * - device: also a closed tab and a crash, for twelve hours, on this device
 */
export type Survives = 'nothing' | 'reload' | 'device';

export interface FoundDraft {
  readonly kept: KeptDraft;
  /** Kept by another tab, which is gone */
  readonly elsewhere: boolean;
  /** Forgets this one: it is taken up, or thrown away */
  readonly forget: () => Promise<void>;
}

/** Where drafts of one user, one client and one version of the Questionnaires are kept. Nothing here throws. */
export interface DraftStore {
  readonly survives: Survives;
  /** Those that may be gone on with, newest first */
  find(): Promise<readonly FoundDraft[]>;
  /** False when it could not be kept */
  keep(draft: KeptDraft): Promise<boolean>;
  drop(): Promise<void>;
}

export const DRAFT_LIFE_MS = 12 * 3_600_000;

export interface Browser {
  readonly sessionStorage: Storage | undefined;
  readonly localStorage: Storage | undefined;
  readonly indexedDB: IDBFactory | undefined;
  readonly locks: LockManager | undefined;
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
 * did not say who that is, it is kept in the tab alone.
 */
export async function draftStore(
  wish: SiteConfig['drafts'],
  context: Pick<LaunchContext, 'fhirBase' | 'fhirUser' | 'patient'>,
  browser: Browser,
): Promise<DraftStore> {
  if (wish === 'off') return nowhere;
  const key = await draftKey(context);
  if (wish === 'device' && context.fhirUser !== undefined) {
    const database = await openDeviceDatabase(browser.indexedDB);
    if (database) return deviceStore(database, key, context.patient, browser);
  }
  return isUsable(browser.sessionStorage)
    ? tabStore(browser.sessionStorage, key, context.patient, browser.now)
    : nowhere;
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
