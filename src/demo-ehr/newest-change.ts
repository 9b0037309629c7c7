import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Time in milliseconds of the newest change in these files and folders, packages aside; 0 when none of them is there. */
export function newestChange(paths: readonly string[]): number {
  let newest = 0;
  for (const path of paths) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) continue;
    const below = found.isDirectory() ? newestChange(inside(path)) : found.mtimeMs;
    newest = Math.max(newest, below);
  }
  return newest;
}

const inside = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name !== 'node_modules')
    .map((name) => join(folder, name));
