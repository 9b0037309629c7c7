import type { CDPSession } from 'playwright-core';

export type Pace = 'unthrottled' | 'slow';

/** 10 Mbit/s, 40 ms and a processor four times slower: an old PC on a ward. */
export async function setPace(cdp: CDPSession, pace: Pace): Promise<void> {
  if (pace === 'unthrottled') return;
  const bytesPerSecond = 10_000_000 / 8;
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 40,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  await slowProcessor(cdp, 4);
}

export const slowProcessor = (cdp: CDPSession, rate: number) => cdp.send('Emulation.setCPUThrottlingRate', { rate });
