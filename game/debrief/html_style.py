"""How the HTML debrief looks: light and dark by the reader's own setting, and on paper.

Contrast against its ground: text at least 7 to 1, the curves and their grid's numbers 4.5 to 1.
"""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root {
  color-scheme: light dark;
  --ground: #fcfcfa; --text: #1c1f24; --soft: #4a505a; --rule: #c3c7ce; --panel: #f0f1ee;
  --link: #0b4a8f; --first: #0b5a8f; --second: #7a4a00; --third: #9c1f3d; --fourth: #2f5d1e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171c; --text: #eceef1; --soft: #b6bcc6; --rule: #4a515d; --panel: #1e232b;
    --link: #9cc8ff; --first: #7cc4f5; --second: #f0bd6a; --third: #ff9db0; --fourth: #a5d58b;
  }
}
* { box-sizing: border-box; }
html { font-size: 100%; }
body {
  margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 48rem;
  background: var(--ground); color: var(--text);
  font: 1.0625rem/1.6 system-ui, "Segoe UI", "Noto Sans", sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 1.9rem; line-height: 1.25; margin: 1rem 0; }
h2 {
  font-size: 1.4rem; line-height: 1.3; margin: 3rem 0 1rem; padding-top: 1.25rem;
  border-top: 1px solid var(--rule);
}
h3 { font-size: 1.1rem; line-height: 1.4; margin: 2rem 0 0.5rem; }
p, ul, ol, dl { margin: 0 0 1rem; }
li { margin-bottom: 0.5rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; }
nav ol { columns: 2 14rem; padding-left: 1.5rem; }
nav li { break-inside: avoid; margin: 0; padding: 0.25rem 0; }
dl > div { margin-bottom: 1rem; break-inside: avoid; }
dt { font-weight: 600; }
dd { margin: 0.25rem 0 0; padding: 0.4rem 0.8rem; background: var(--panel); }
dd.open { color: var(--soft); background: none; border-bottom: 1px solid var(--soft); }
.columns { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(15em, 1fr)); }
.columns h3 { margin-top: 0.5rem; }
.wide { overflow-x: auto; margin: 0 0 1.5rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); padding-bottom: 0.5rem; }
th, td {
  text-align: left; vertical-align: top; padding: 0.35rem 0.75rem 0.35rem 0;
  border-bottom: 1px solid var(--rule); overflow-wrap: break-word;
}
thead th { border-bottom: 2px solid var(--soft); }
tbody th { font-weight: 400; }
th { overflow-wrap: normal; }
tbody th { min-width: 6.5rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.curves { display: block; width: 100%; min-width: 30rem; height: auto; font-size: 15px; }
.curves text { fill: var(--text); }
.grid { stroke: var(--rule); fill: none; }
.bars th { white-space: nowrap; }
.share { width: 60%; }
.share div { display: flex; gap: 0.75rem; align-items: center; }
.share span { flex: 0 0 5.5rem; text-align: right; font-variant-numeric: tabular-nums; }
.bar { flex: 1 1 0; width: 0; min-width: 3rem; height: 1rem; fill: var(--first); }
.line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.mark { stroke: var(--ground); stroke-width: 1; }
.line.kind-0 { stroke: var(--first); }
.line.kind-1 { stroke: var(--second); stroke-dasharray: 9 5; }
.line.kind-2 { stroke: var(--third); stroke-dasharray: 2 4; }
.line.kind-3 { stroke: var(--fourth); stroke-dasharray: 12 4 2 4; }
.mark.kind-0 { fill: var(--first); }
.mark.kind-1 { fill: var(--second); }
.mark.kind-2 { fill: var(--third); }
.mark.kind-3 { fill: var(--fourth); }
@media print {
  :root {
    color-scheme: light;
    --ground: #fff; --text: #000; --soft: #333; --rule: #999; --panel: #fff;
    --link: #000; --first: #0b5a8f; --second: #7a4a00; --third: #9c1f3d; --fourth: #2f5d1e;
  }
  @page { margin: 18mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.45; }
  nav { display: none; }
  h1 { font-size: 20pt; }
  h2 { font-size: 14pt; margin-top: 1.5rem; padding-top: 0.75rem; }
  h3 { font-size: 11.5pt; margin-top: 1rem; }
  h1, h2, h3, caption, thead { break-after: avoid; }
  .curves, tr, li, dl > div { break-inside: avoid; }
  .wide { overflow: visible; }
  .curves { min-width: 0; max-width: 130mm; }
  dd.open { color: transparent; height: 2.2rem; }
  a[href^="https"]::after { content: " (" attr(href) ")"; }
  p { orphans: 3; widows: 3; }
}
@media (forced-colors: active) {
  .curves .line { stroke: CanvasText; }
  .curves .mark { fill: CanvasText; stroke: Canvas; }
  .bar { fill: CanvasText; }
  .grid { stroke: GrayText; }
  .curves text { fill: CanvasText; }
}
"""
