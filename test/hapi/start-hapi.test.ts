import { expect, test } from 'vitest';
import { hapiMissing, startHapi } from './start-hapi';

test.skipIf(hapiMissing())(
  'a strict server answers, refuses an unknown element and ends with stop()',
  async () => {
    const hapi = await startHapi({ strict: true });
    const post = (body: object) =>
      fetch(`${hapi.base}/Patient`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/fhir+json' },
        body: JSON.stringify(body),
      });
    expect(hapi.base).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/fhir$/);
    expect((await post({ resourceType: 'Patient', active: true })).status).toBe(201);
    expect((await post({ resourceType: 'Patient', mood: 'good' })).status).toBe(422);
    await hapi.stop();
    await expect(fetch(`${hapi.base}/metadata`)).rejects.toThrow();
  },
  240_000,
);
