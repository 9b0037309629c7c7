/** Which colours of tokens.css may stand on which, and how much they must differ there (WCAG 2.2, 1.4.3 and 1.4.11). */
export interface ColourPair {
  readonly ink: string;
  readonly grounds: readonly string[];
  /** 4.5 for text, 3 for what is drawn: the border of a control, a mark of state, the ring of the focus */
  readonly least: 4.5 | 3;
}

const GROUNDS = ['paper', 'card', 'soft', 'warn-soft', 'bad-soft'];

export const COLOUR_PAIRS: readonly ColourPair[] = [
  { ink: 'ink', grounds: GROUNDS, least: 4.5 },
  { ink: 'muted', grounds: GROUNDS, least: 4.5 },
  { ink: 'accent', grounds: GROUNDS, least: 4.5 },
  { ink: 'warn', grounds: GROUNDS, least: 4.5 },
  { ink: 'bad', grounds: GROUNDS, least: 4.5 },
  { ink: 'on-accent', grounds: ['accent'], least: 4.5 },
  { ink: 'edge', grounds: GROUNDS, least: 3 },
];

/** Lines that only group what stands together anyway: nothing is lost to who does not see them. */
export const DECORATION: readonly string[] = ['line'];
