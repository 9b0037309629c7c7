/**
 * One save at a time for one client in one browser: two tabs with the same draft would otherwise both look, both find nothing, and
 * both write. `elsewhere` when another tab is at it. Without the Web Locks API nothing is held.
 */
export async function saveAlone<T>(
  { issuer, patient }: { readonly issuer: { readonly iss: string }; readonly patient: string },
  work: () => Promise<T>,
): Promise<T | 'elsewhere'> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
  if (!locks) return work();
  const bytes = new TextEncoder().encode(`save ${issuer.iss} ${patient}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const name = `kindreflex.${[...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  return locks.request(name, { ifAvailable: true }, async (lock) => (lock ? work() : 'elsewhere'));
}
