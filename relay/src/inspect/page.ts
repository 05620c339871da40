import { escapeHtml, escapeHtmlBlock } from '../http/html.js';
import { htmlPage } from '../http/page.js';
import type { InspectedRequest } from './inspector.js';

/** The inspector for people. */
export function inspectorPage(requests: readonly InspectedRequest[]): string {
  const list =
    requests.length === 0
      ? '<p class="note">Nothing has arrived yet. Send a call to the catch hook, and what is delivered shows here.</p>'
      : requests.map(requestSection).join('\n');
  const body = `<p>The last requests that this relay delivered to itself, the newest first. This page follows by itself.</p>
<main data-newest="${requests[0]?.id ?? 0}">
${list}
</main>`;
  return htmlPage({ title: 'Inspector', body, script: INSPECTOR_SCRIPT_PATH });
}

function requestSection(request: InspectedRequest): string {
  const path = request.url.split('?')[0] ?? '';
  const rows = Object.entries(request.fields ?? {})
    .map(([name, value]) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(textOf(value))}</td></tr>`)
    .join('');
  return `<section>
<h2><b>${escapeHtml(request.method)}</b> ${escapeHtml(path)} <time>${escapeHtml(request.at)}</time></h2>
<table>${rows}</table>
<details><summary>As sent</summary><pre>${escapeHtmlBlock(asSent(request))}</pre></details>
${whyLink(request)}
</section>`;
}

function asSent({ method, url, contentType, idempotencyKey, body }: InspectedRequest): string {
  const headers = { 'content-type': contentType, 'idempotency-key': idempotencyKey };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  return [`${method} ${url}`, ...lines, ...(body === '' ? [] : ['', body])].join('\n');
}

/** The key of a delivery names the occurrence that it came of. */
function whyLink({ idempotencyKey }: InspectedRequest): string {
  const occurrence = /^([0-9A-Z]{26})-/.exec(idempotencyKey ?? '')?.[1];
  if (occurrence === undefined) return '';
  return `<p><a href="/api/occurrences/${occurrence}?as=text">Why was this sent?</a></p>`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export const INSPECTOR_SCRIPT_PATH = '/assets/inspector.js';

/** Reloads the page when something new has arrived. */
export const INSPECTOR_SCRIPT = `
const newest = Number(document.querySelector('main').dataset.newest);
setInterval(async () => {
  const answer = await fetch('/inspect', { headers: { accept: 'application/json' } }).catch(() => null);
  if (answer === null || !answer.ok) return;
  const { requests } = await answer.json();
  if ((requests[0]?.id ?? 0) !== newest) location.reload();
}, 1000);
`;
