import { Problem } from '../read/problem';
import { addressIn } from './connection';

export interface ExportFile {
  readonly type: string;
  readonly address: URL;
  /** How many resources it holds, where the server says so */
  readonly count?: number;
}

/** What a finished export consists of: https://hl7.org/fhir/uv/bulkdata/export.html#response---complete-status */
export interface Manifest {
  readonly needsToken: boolean;
  readonly output: readonly ExportFile[];
  /** Bundles of what was deleted */
  readonly deleted: readonly ExportFile[];
  /** OperationOutcomes about what could not be exported */
  readonly errors: readonly ExportFile[];
}

/** Reads a manifest; `from` is the address that gave it. Throws a Problem when it is none. */
export function manifestIn(text: string, from: URL): Manifest {
  const manifest = objectIn(text);
  const files = (name: string) => filesIn(manifest?.[name], from);
  if (!Array.isArray(manifest?.output)) throw new Problem("The server's list of exported files is not one.");
  return {
    needsToken: manifest.requiresAccessToken !== false,
    output: files('output'),
    deleted: files('deleted'),
    errors: files('error'),
  };
}

export function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function filesIn(list: unknown, from: URL): ExportFile[] {
  if (!Array.isArray(list)) return [];
  return list.map((each: { type?: unknown; url?: unknown; count?: unknown } | null) => ({
    type: String(each?.type),
    address: addressIn(typeof each?.url === 'string' ? each.url : undefined, from),
    ...(typeof each?.count === 'number' ? { count: each.count } : {}),
  }));
}
