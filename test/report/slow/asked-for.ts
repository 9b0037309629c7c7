/** What figures are asked for: as of a day, of one service or all. */
export interface Asked {
  /** YYYY-MM-DD */
  readonly asOf: string;
  /** Id of an Organization */
  readonly service?: string;
  readonly decisionDays: number;
}
