/** Does something once what has just been drawn is on the screen: React runs the effects of a pressed button before that. */
export function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}
