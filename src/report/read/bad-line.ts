import type { InputFile } from './input-files';
import { lineAt } from './lines';
import type { BadLine } from './parts';
import { Problem } from './problem';

/** Says in which file and line a bad line is. */
export async function badLineProblem(files: readonly InputFile[], bad: BadLine): Promise<Problem> {
  const file = files[bad.file] as InputFile;
  const number = (await lineAt(file, bad.offset)) + bad.line - 1;
  const what = bad.cutOff
    ? `The file ${file.name} is cut off: its last line, ${number}, is not whole.`
    : `The file ${file.name} is broken in line ${number}: that is no FHIR resource with a type and an id.`;
  return new Problem(
    `${what} Nothing was written. Export or copy it again, or leave such lines out with --skip-bad-lines; the report says how many.`,
  );
}
