import type { JudgedFile, ValidationMessage } from './validate-folder';

/**
 * A warning that stays, with the reason why. `file` (relative to the repository), `path` and `message` are regular expressions
 * that must match as a whole; `definitions` limits it to one of the two sets of SDC definitions.
 */
export type ExpectedWarning = {
  file: string;
  path: string;
  message: string;
  reason: string;
  definitions?: SdcDefinitions;
};

/** Which SDC definitions a run used: those of HL7, or this project's test-only stand-ins. */
export type SdcDefinitions = 'sdc-4.0.0' | 'sdc-stand-ins';

const whole = (pattern: string, text: string) => new RegExp(`^(?:${pattern})$`, 's').test(text);

/** Splits the warnings of a run: those not on the list, and those on the list that no longer occur. Both must be empty. */
export function compareWarnings(
  judged: JudgedFile[],
  expected: ExpectedWarning[],
  used: SdcDefinitions,
): { unexpected: (ValidationMessage & { file: string })[]; gone: ExpectedWarning[] } {
  const list = expected.filter(({ definitions }) => definitions === undefined || definitions === used);
  const seen = new Set<ExpectedWarning>();
  const unexpected = judged.flatMap(({ file, messages }) =>
    messages
      .filter(({ severity }) => severity === 'warning')
      .map((warning) => ({ file, ...warning }))
      .filter((warning) => {
        const match = list.find(
          (entry) =>
            whole(entry.file, file) && whole(entry.path, warning.path) && whole(entry.message, warning.message),
        );
        if (match) seen.add(match);
        return match === undefined;
      }),
  );
  return { unexpected, gone: list.filter((entry) => !seen.has(entry)) };
}
