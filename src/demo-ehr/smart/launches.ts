import type { Role } from '../settings';
import { randomToken } from './random-token';

/** What an app will be told about the moment it was started from. */
export type LaunchContext = {
  user: Role;
  /** The session at the host that it was made in. */
  session?: string | undefined;
  patient?: string | undefined;
  encounter?: string | undefined;
  needPatientBanner: boolean;
};

type Launch = { context: LaunchContext; expires: number };

const life = 5 * 60_000;

/** Launch ids: opaque, for five minutes, and until they were exchanged for a token once. */
export class Launches {
  private readonly launches = new Map<string, Launch>();

  constructor(private readonly now: () => Date) {}

  create(context: LaunchContext): string {
    for (const [id, launch] of this.launches) if (launch.expires <= this.now().getTime()) this.launches.delete(id);
    const id = randomToken();
    this.launches.set(id, { context, expires: this.now().getTime() + life });
    return id;
  }

  find(id: string): LaunchContext | undefined {
    const launch = this.launches.get(id);
    return launch && launch.expires > this.now().getTime() ? launch.context : undefined;
  }

  spend(id: string): void {
    this.launches.delete(id);
  }
}
