import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Run {
  readonly seconds: number;
  /** Bytes that the process held at most, its own and the pages that it shares */
  readonly peak: number;
  readonly code: number | null;
  /** What it printed, for when it failed */
  readonly printed: string;
}

/** The most memory that a running process ever held; undefined where the system does not tell. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

/** Runs a node program as a process of its own, and asks the system five times a second how much memory it has taken. */
export function measure(args: readonly string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, args);
    let printed = '';
    let peak = 0;
    const look = () => {
      peak = Math.max(peak, peakOf(child.pid) ?? 0);
    };
    const timer = setInterval(look, 200);
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => {
        printed = (printed + text).slice(-2000);
      });
    child.once('error', reject);
    child.once('exit', () => clearInterval(timer));
    child.once('close', (code) => resolve({ seconds: (performance.now() - start) / 1000, peak, code, printed }));
  });
}
