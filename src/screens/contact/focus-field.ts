const REVIEW = 'review-title';

/** Puts the focus in the control of a field, also when its step, or the block or part of a row that it stands in, is folded. */
function focusField(id: string): void {
  const field = document.getElementById(id);
  if (!field) return;
  field.closest('section.step')?.querySelector<HTMLElement>('.unfold[aria-expanded="false"]')?.click();
  field.closest('.block')?.querySelector<HTMLElement>('.block-toggle[aria-expanded="false"]')?.click();
  for (let fold = field.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
    fold.open = true;
  // The step is drawn unfolded first: what is hidden takes no focus.
  requestAnimationFrame(() => field.querySelector<HTMLElement>('input, textarea, select')?.focus());
}

/** Brings the review into view, and the focus to its heading: from there the next stop is what it holds. */
function focusReview(): void {
  const title = document.getElementById(REVIEW);
  if (!title) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
  title.scrollIntoView({ block: 'start' });
}

/**
 * Makes links within the page move the focus, not the address: what identifies a child's field stays out of the address bar and the
 * browser's history. Returns the way to stop.
 */
export function followInPage(): () => void {
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    const id = link.getAttribute('href')?.slice(1) ?? '';
    if (id === REVIEW) focusReview();
    else focusField(id);
  };
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}
