import { expect, test } from 'vitest';
import { html } from './markup';

test('what is filled in is escaped once, markup is not', () => {
  const inner = html`<b title="${'"'}">${'<script>'}</b>`;
  expect(html`<p>${inner}${['&', inner]}${undefined}${false}${0}</p>`.markup).toBe(
    '<p><b title="&quot;">&lt;script&gt;</b>&amp;<b title="&quot;">&lt;script&gt;</b>0</p>',
  );
});
