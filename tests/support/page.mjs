// The look that the provider's and the origin's pages share: one inline style, light and dark.

const STYLE = `
:root { color-scheme: light dark; --ink: #17202a; --soft: #566573; --line: #d5dbdb;
  --paper: #fdfefe; --card: #fff; --accent: #1a5276; --on-accent: #fff; --code: #f2f4f4; }
@media (prefers-color-scheme: dark) { :root { --ink: #eaeded; --soft: #aab7b8; --line: #34495e;
  --paper: #11181f; --card: #1b2631; --accent: #85c1e9; --on-accent: #10202c; --code: #212f3d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, sans-serif; }
main { max-width: 42rem; margin: 8vh auto; padding: 2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 1rem; }
h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.2; }
p { margin: .5rem 0 1rem; color: var(--soft); }
a { color: var(--accent); }
a:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button { display: block; width: 100%; margin: .6rem 0; padding: .8rem 1rem; text-align: left;
  font: inherit; color: inherit; background: var(--code); border: 1px solid var(--line);
  border-radius: .6rem; cursor: pointer; }
button:hover { border-color: var(--accent); }
button.main { background: var(--accent); color: var(--on-accent); text-align: center; }
small { display: block; color: var(--soft); }
button.main small { color: inherit; }
button.link { width: auto; margin: 0; padding: 0; color: var(--accent); background: none;
  border: 0; text-decoration: underline; }
nav { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; margin: 1.2rem 0 0; padding-top: 1rem;
  border-top: 1px solid var(--line); }
nav a[aria-current] { font-weight: 700; text-decoration: none; color: var(--ink); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .4rem .6rem; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); }
th { font-weight: 600; white-space: nowrap; }
td { overflow-wrap: anywhere; }
@media (max-width: 36rem) { th, td { display: block; } th { border-bottom: 0; padding-bottom: 0; } }
code { font: .92em ui-monospace, monospace; }
`;

/**
 * @param {string} title
 * @param {string} main Inner HTML of the main element, already escaped.
 * @returns {string} A whole document without any outside asset.
 */
export function page(title, main) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
}

/**
 * @param {unknown} value
 * @returns {string} Safe in an element and in a quoted attribute.
 */
export function escape(value) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return String(value).replace(/[&<>"']/g, (character) => entities[character]);
}
