/**
 * Something that the person who runs the report can act on. The message is a whole sentence that may be shown as it is: it holds no
 * content of the input, and of a path only the name of the file.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
}

/** What went wrong on the disk as a Problem; anything else stays as it is. `what` is what could not be written or read. */
export function diskProblem(error: unknown, what: string): unknown {
  const told = error instanceof Error ? `${(error as NodeJS.ErrnoException).code ?? ''} ${error.message}` : '';
  if (/ENOSPC|EDQUOT|No space left|quota exceeded/i.test(told)) {
    return new Problem(`The disk is full: ${what} could not be written. Make room and run the same command again.`);
  }
  if (
    /EFBIG|File too large|EROFS|EACCES|EPERM|Permission denied|Read-only file system|EIO|Could not write/i.test(told)
  ) {
    return new Problem(`The disk refuses: ${what} could not be written or read.`);
  }
  return error;
}
