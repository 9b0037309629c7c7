import type { Coding } from 'fhir/r4';
import { html } from 'hono/html';
import type { Resource } from '../store/resource';
import type { Html } from './page';

/** The security labels of a resource. */
export const labelsOf = (resource: Resource): Html =>
  html`${(resource.meta?.security ?? []).map(
    (label) => html` <span class="label" data-label="${label.code ?? ''}">${shownLabel(label)}</span>`,
  )}`;

const labels: Record<string, string> = { R: 'beperkt zichtbaar', V: 'zeer beperkt zichtbaar', SDV: 'gevoelig: geweld' };
const shownLabel = ({ code, display }: Coding) => `${labels[code ?? ''] ?? display ?? ''} (${code ?? '?'})`;
