/** Neutral: it stands in lists of downloads, where anyone may read it. */
const FILE_NAME = 'kindreflex-report.json';

/** Gives a document to the browser as a file for the person to keep. Nothing goes over the network. */
export function downloadJson(content: unknown): void {
  const file = new Blob([JSON.stringify(content, null, 2)], { type: 'application/fhir+json' });
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = FILE_NAME;
  link.click();
  // The browser has taken it over once the click is dealt with.
  setTimeout(() => URL.revokeObjectURL(address));
}
