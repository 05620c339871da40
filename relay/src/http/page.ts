import { createHash } from 'node:crypto';
import { escapeHtml } from './html.js';

/** A page of the relay. `body` is HTML in which everything from outside has been escaped. */
export function htmlPage({
  title,
  body,
  script,
}: {
  title: string;
  body: string;
  /** The path of a script of ours. */
  script?: string;
}): string {
  const scriptTag = script === undefined ? '' : `\n<script src="${script}" defer></script>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>${scriptTag}
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>
`;
}

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1d2733; }
section { border: 1px solid #d5dce4; border-radius: 8px; padding: 0.5rem 1rem; margin: 1rem 0; }
h2 { font-size: 1rem; font-weight: 500; margin: 0.25rem 0; }
time { color: #5c6b7a; float: right; font-size: 0.85rem; }
th { text-align: left; font-weight: 500; padding-right: 1.5rem; color: #5c6b7a; }
td, code { font-family: ui-monospace, monospace; font-size: 0.95em; }
pre { background: #f4f6f8; padding: 0.5rem; overflow-x: auto; border-radius: 4px; }
li { margin: 0.5rem 0; }
.note { color: #5c6b7a; }
`;

/**
 * Nothing runs and nothing loads but our own script. The style stands in the page, known by its digest: a page under
 * `/hooks/` then needs nothing from any other path, which a proxy need not let through.
 */
export const PAGE_POLICY =
  `default-src 'none'; script-src 'self'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; ` +
  "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
