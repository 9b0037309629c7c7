import { describe, expect, test } from 'vitest';
import { HOSTS } from './hosts';
import { startStage } from './stage';
import { MEETINGS, meet } from './two-clinicians';

const NAMES = ['full', 'no-transaction', 'oracle-like', 'filters-by-label, one by one', 'ignores-if-match'];

describe.each(HOSTS.filter(({ name }) => NAMES.includes(name)))('two clinicians, $name', (host) => {
  test.each(MEETINGS)('$first first, $overlap: both stored, told truly, and one of them is asked', async (meeting) => {
    const stage = await startStage(host);
    try {
      const { told, asked, lost, duplicated, overwritten, untrue } = await meet(stage, meeting);
      expect({ lost, duplicated, overwritten, untrue }, told.join('; ')).toEqual({
        lost: [],
        duplicated: [],
        overwritten: [],
        untrue: [],
      });
      expect(asked).toEqual(['Noor', 'Lotte', 'Senne']);
    } finally {
      await stage.stop();
    }
  });
});
