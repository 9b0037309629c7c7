/** An instant as a Belgian clock and calendar show it: 25/11/2026, 14:05. */
export const momentText = (instant: string): string =>
  new Intl.DateTimeFormat('nl-BE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Brussels' }).format(
    new Date(instant),
  );
