/** Colours, type and measures. Inks meet WCAG 2.2 contrast (4.5:1) on every ground, in light, dark and print. */
export const tokens = `
:root {
  color-scheme: light dark;
  --paper: #f6f7fa; --card: #ffffff; --sunk: #eceef4; --line: #d3d7e1;
  --text: #14171f; --soft: #4f5768; --accent: #3a3ad0;
  --fail: #b0211a; --warn: #7f4c00; --pass: #12683a;
  --fail-wash: #fceceb; --warn-wash: #fcf2de; --pass-wash: #e5f4ea; --accent-wash: #ebecfc; --mark: #ffe394;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --sans: ui-sans-serif, system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  --small: .8125rem; --note: .9375rem; --lead: clamp(1.0625rem, 1rem + .35vw, 1.25rem);
  --edge: max(clamp(1.125rem, 4vw, 2.5rem), (100% - 66rem) / 2);
  --round: .375rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1117; --card: #171a22; --sunk: #1e222c; --line: #353b49;
    --text: #e9ebf1; --soft: #a6aebf; --accent: #a9b0ff;
    --fail: #ff958c; --warn: #efb95c; --pass: #77d698;
    --fail-wash: #2e191b; --warn-wash: #2a2113; --pass-wash: #12271b; --accent-wash: #1b1f37; --mark: #5a470a;
  }
}
@media print {
  :root {
    --paper: #fff; --card: #fff; --sunk: #f3f4f7; --line: #c3c7d1; --text: #000; --soft: #40454f; --accent: #2a2a9c;
    --fail: #9d1713; --warn: #6b4400; --pass: #14552e;
    --fail-wash: #fdf3f2; --warn-wash: #fdf8ee; --pass-wash: #f1f9f3; --accent-wash: #f2f3fd; --mark: #ffe394;
  }
}
`;
