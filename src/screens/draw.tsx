import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { loadTexts } from '../texts/texts';
import { App } from './app';
import { opening } from './main';

const element = document.getElementById('root');
if (element) void draw(createRoot(element));

/** Drawn only when there is something to draw: React holds back what follows a fallback for 300 ms. */
async function draw(root: Root): Promise<void> {
  const opened = await opening;
  const texts = await loadTexts(opened.language);
  root.render(
    <StrictMode>
      <App opened={opened} startTexts={texts} />
    </StrictMode>,
  );
}
