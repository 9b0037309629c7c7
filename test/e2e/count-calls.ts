import type { CDPSession } from 'playwright-core';

/** Starts counting how often functions are called; gives the way to read the counts by name since the last reading, of every name not 0. */
export async function countCalls(cdp: CDPSession): Promise<() => Promise<ReadonlyMap<string, number>>> {
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  return async () => {
    const { result } = await cdp.send('Profiler.takePreciseCoverage');
    const counts = new Map<string, number>();
    for (const { functionName, ranges } of result.flatMap(({ functions }) => functions))
      if (functionName) counts.set(functionName, (counts.get(functionName) ?? 0) + (ranges[0]?.count ?? 0));
    return counts;
  };
}
