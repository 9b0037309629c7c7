import { purgeExpired } from '../../record/drafts/draft-store';
import { browserStorages } from './browser-storages';

/** Removes the drafts of this browser that have expired. */
export const purge = (): Promise<void> => purgeExpired(browserStorages());
