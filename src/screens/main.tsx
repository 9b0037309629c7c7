import '../fhir/no-eval';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { openApp } from './open-app';
import './styles/styles.css';

const root = document.getElementById('root');
// Drawn only when there is something to draw: React holds back what follows a fallback for 300 ms.
if (root)
  void openApp().then((opened) => {
    createRoot(root).render(
      <StrictMode>
        <App opened={opened} />
      </StrictMode>,
    );
    const address = opened.kind === 'open' && opened.context.styleUrl;
    if (address) setTimeout(() => dress(address), DRESS_MS);
  });

/** Who goes straight to the first field has it by then: a look is no reason to wait for anything. */
const DRESS_MS = 3_000;

/** The host's own look, where it names one; without it nothing is missing. */
function dress(address: string): void {
  import('./host-style-sheet').then(({ applyHostStyle }) => applyHostStyle(address)).catch(() => {});
}
