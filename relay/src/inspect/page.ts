import { escapeHtml } from '../http/html.js';
import type { InspectedRequest } from './inspector.js';

/** The inspector for people. Everything that came from outside is escaped; the script and style are files of ours. */
export function inspectorPage(requests: readonly InspectedRequest[]): string {
  const list =
    requests.length === 0
      ? '<p class="empty">Nothing has arrived yet. Send a call to the catch hook, and what is delivered shows here.</p>'
      : requests.map(requestSection).join('\n');
  return `<!doctype html>
<html lang="en" data-newest="${requests[0]?.id ?? 0}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Inspector</title>
<link rel="stylesheet" href="/inspect.css"><script src="/inspect.js" defer></script></head>
<body>
<h1>Inspector</h1>
<p>The last requests that this relay delivered to itself, the newest first. This page follows by itself.</p>
${list}
</body></html>
`;
}

function requestSection(request: InspectedRequest): string {
  const occurrence = /^([0-9A-Z]{26})-\\d+$/.exec(request.idempotencyKey ?? '')?.[1];
  const why =
    occurrence === undefined
      ? ''
      : `<p><a href="/api/occurrences/${occurrence}?as=text">Why was this sent?</a></p>`;
  const rows = Object.entries(request.fields ?? {})
    .map(([name, value]) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(textOf(value))}</td></tr>`)
    .join('');
  const body = request.body === '' ? '' : `<pre>${escapeHtml(request.body)}</pre>`;
  return `<section>
<h2><b>${escapeHtml(request.method)}</b> ${escapeHtml(request.url.split('?')[0] ?? '')} <time>${escapeHtml(request.at)}</time></h2>
<table>${rows}</table>
<details><summary>As sent</summary>
<pre>${escapeHtml(`${request.method} ${request.url}`)}
content-type: ${escapeHtml(request.contentType ?? 'none')}
idempotency-key: ${escapeHtml(request.idempotencyKey ?? 'none')}</pre>${body}</details>
${why}
</section>`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Reloads the page when something new has arrived. */
export const INSPECTOR_SCRIPT = `
const newest = Number(document.documentElement.dataset.newest);
setInterval(async () => {
  const answer = await fetch('/inspect', { headers: { accept: 'application/json' } }).catch(() => null);
  if (answer === null || !answer.ok) return;
  const { requests } = await answer.json();
  if ((requests[0]?.id ?? 0) !== newest) location.reload();
}, 1000);
`;

export const INSPECTOR_STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1d2733; }
section { border: 1px solid #d5dce4; border-radius: 8px; padding: 0.5rem 1rem; margin: 1rem 0; }
h2 { font-size: 1rem; font-weight: 500; margin: 0.25rem 0; }
time { color: #5c6b7a; float: right; font-size: 0.85rem; }
th { text-align: left; font-weight: 500; padding-right: 1.5rem; color: #5c6b7a; }
td { font-family: ui-monospace, monospace; }
pre { background: #f4f6f8; padding: 0.5rem; overflow-x: auto; border-radius: 4px; }
.empty { color: #5c6b7a; }
`;
