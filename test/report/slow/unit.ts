import type { Setting } from '../../../src/report/figures';

/** One unit of an indicator, or several of one month and setting. */
export interface Unit {
  readonly month: string;
  readonly setting: Setting;
  readonly denominator: number;
  readonly numerator: number;
}

export const unit = ({ month, setting }: Pick<Unit, 'month' | 'setting'>, reached: boolean): Unit => ({
  month,
  setting,
  denominator: 1,
  numerator: reached ? 1 : 0,
});
