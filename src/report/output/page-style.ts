/** The whole style of a page. Light and dark follow the reader's device; on paper it is light. */
export const STYLE = `
:root { color-scheme: light dark;
  --ink: light-dark(#1c2733, #e8edf2); --muted: light-dark(#4c5a67, #adbac6); --paper: light-dark(#f5f7f9, #12181f);
  --card: light-dark(#ffffff, #1b232c); --line: light-dark(#cfd8e0, #3a4653); --edge: light-dark(#6b7a89, #8a99a8);
  --accent: light-dark(#0b5c78, #74c6e2); --past: light-dark(#7a5200, #e0b36a);
  --track: light-dark(#e9edf1, #27323d); --warn-soft: light-dark(#fdf1dc, #3a2c12);
  font: 100%/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word; }
header, main { max-width: 54rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.5rem; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; text-wrap: balance; }
h2 { margin: 0 0 .5rem; font-size: 1.3rem; line-height: 1.3; text-wrap: balance; }
h3 { margin: 1.25rem 0 .25rem; font-size: 1rem; }
p { margin: .35rem 0; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: .1875rem solid var(--accent); outline-offset: .125rem; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: .5rem; padding: .25rem .5rem; background: var(--card); }
.lead { font-size: 1.05rem; }
.note, .quiet, .basis { color: var(--muted); }
.note { font-size: .9rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
section > ul:not([class]) { margin: 0; padding-left: 1.25rem; }
section > ul:not([class]) li { padding: .15rem 0; }
section { margin: 1rem 0; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
nav { margin: 1rem 0; }
nav h2 { font-size: 1rem; margin-bottom: .25rem; }
nav ol { columns: 19rem; column-gap: 3rem; margin: 0; padding-left: 2rem; }
nav li { break-inside: avoid; padding: .2rem 0; }
.meaning { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: .25rem 1.5rem; margin: 0 0 1rem; }
.meaning dt { font-weight: 600; font-size: .9rem; color: var(--muted); }
.meaning dd { margin: 0; }
.caution { padding: .6rem .8rem; background: var(--warn-soft); border-left: .25rem solid var(--past); border-radius: .25rem; }
.bars, .bars ul, .legend { list-style: none; margin: 0; padding: 0; }
.bars > li { padding: .3rem 0; break-inside: avoid; }
.group { font-weight: 600; }
.bar { display: grid; grid-template-columns: 9.5rem minmax(4rem, 1fr) 14rem; align-items: center; gap: .15rem .75rem; }
.bar .name { color: var(--muted); font-size: .9rem; }
.bar svg { width: 100%; background: var(--track); border-radius: .125rem; }
.bar svg.present { height: 1rem; }
.bar svg.past { height: .5rem; }
.present rect { fill: var(--accent); }
.past rect { fill: var(--past); }
.value { font-variant-numeric: tabular-nums; }
.chart svg { display: block; width: 100%; height: auto; }
.chart .narrow { display: none; }
.grid { stroke: var(--line); }
.axis { font-size: 13px; fill: var(--muted); }
.end { font-size: 14px; font-weight: 600; fill: var(--accent); }
.end.past { fill: var(--past); }
polyline, .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
polyline.present, .line.present { stroke: var(--accent); }
polyline.past, .line.past { stroke: var(--past); stroke-width: 2; stroke-dasharray: 6 5; }
.dot.present { fill: var(--accent); stroke: var(--accent); }
.dot.past { fill: var(--card); stroke: var(--past); stroke-width: 2; }
.range { stroke: var(--accent); stroke-width: 7; opacity: .28; stroke-linecap: butt; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .9rem; margin-top: .25rem; }
.legend li { display: flex; align-items: center; gap: .4rem; }
.legend svg { width: 1.9rem; height: 1rem; }
details { margin-top: 1rem; border-top: 1px solid var(--line); padding-top: .5rem; }
summary { cursor: pointer; min-height: 1.5rem; color: var(--accent); font-weight: 600; }
.scroll { overflow-x: auto; margin-top: .75rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th:first-child { text-align: left; padding-left: 0; }
thead th { vertical-align: bottom; font-size: .9rem; color: var(--muted); border-bottom: 2px solid var(--edge); }
tbody th { font-weight: 400; }
details td, details tbody th { white-space: nowrap; }
.columns > div { padding: .2rem 0; }
.columns dd { margin: 0 0 0 1.25rem; }
.basis { display: block; font-size: .85rem; white-space: nowrap; }
code { font-size: .9rem; }
@media (max-width: 37rem) {
  section { padding: 1rem .8rem; }
  .bar { grid-template-columns: 1fr; padding: .15rem 0; }
  .bar svg { order: 3; }
  .bar .name { display: inline; }
  .chart .wide { display: none; }
  .chart .narrow { display: block; }
  th, td { padding: .3rem .4rem; }
  .overview { font-size: .9rem; hyphens: auto; }
  .overview .basis { white-space: normal; }
  .overview tbody th, .overview thead th:first-child { width: 42%; }
}
@media (forced-colors: active) { .present rect { fill: Highlight; } .dot.present { fill: Highlight; stroke: Highlight; } }
@media print {
  :root { color-scheme: light; font-size: 10pt; }
  body { background: none; }
  header, main { max-width: none; padding: 0; }
  .skip, nav { display: none; }
  section { border: 0; padding: 0; margin: 0 0 1.5rem; }
  h2, h3 { break-after: avoid; }
  .chart, tr { break-inside: avoid; }
  .chart .wide { display: block; } .chart .narrow { display: none; }
  .bar { grid-template-columns: 9.5rem minmax(4rem, 1fr) 14rem; }
  .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; block-size: auto; }
  svg { print-color-adjust: exact; }
}
`;
