/** Where a run says how far it is. Nothing of the input's content ever comes here. */
export interface Progress {
  /** So many bytes of so many are read */
  read(done: number, all: number): void;
  /** What is done next, as a sentence */
  say(sentence: string): void;
}

const WIDTH = 30;

/** A bar on a terminal, a line for each part elsewhere */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  let bar = '';
  let furthest = 0;
  const clear = () => {
    if (bar) stream.write(`\r${' '.repeat(bar.length)}\r`);
    bar = '';
  };
  return {
    read(done, all) {
      // Two parts are made at once, and the later one may be done first.
      furthest = Math.max(furthest, done);
      const share = all > 0 ? furthest / all : 1;
      const told = `${String(Math.floor(share * 100)).padStart(3)} % of ${inBytes(all)} read`;
      if (!stream.isTTY) {
        stream.write(`${told}\n`);
        return;
      }
      clear();
      const full = Math.round(share * WIDTH);
      bar = `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${told}`;
      stream.write(bar);
    },
    say(sentence) {
      clear();
      stream.write(`${sentence}\n`);
    },
  };
}

/** `1.1 GB`, `340 MB` */
export function inBytes(bytes: number): string {
  const mega = bytes / 1_000_000;
  return mega < 1000 ? `${Math.ceil(mega)} MB` : `${(mega / 1000).toFixed(1)} GB`;
}
