import '../fhir/no-eval';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { openApp } from './open-app';
import './styles/styles.css';

const root = document.getElementById('root');
if (root) {
  const opening = openApp();
  createRoot(root).render(
    <StrictMode>
      <App opening={opening} />
    </StrictMode>,
  );
}
