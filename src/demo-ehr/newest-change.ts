import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Time in milliseconds of the newest change in these files and folders; 0 when none of them is there. */
export function newestChange(paths: readonly string[]): number {
  let newest = 0;
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const { mtimeMs } = statSync(path);
    const isFolder = statSync(path).isDirectory();
    const below = isFolder ? newestChange(readdirSync(path).map((name) => join(path, name))) : mtimeMs;
    newest = Math.max(newest, below);
  }
  return newest;
}
