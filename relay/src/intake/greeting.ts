import { escapeHtml } from '../http/html.js';
import type { LiveHook } from '../config/live-config.js';
import type { HookAnswer, HookRequest } from './hook-request.js';

/** What a person sees who opens a catch hook's URL in a browser: what it is, and what to set in Convoso. */
export function greeting(request: HookRequest, { hook }: LiveHook): HookAnswer {
  const host = request.headers['host'];
  const url = `http(s)://${typeof host === 'string' ? host : '<this relay>'}/hooks/${request.hookId}`;
  const secret =
    hook.secret === undefined
      ? 'This hook asks for no secret.'
      : "This hook asks for its secret: in the endpoint's <b>Authorization Header</b> as " +
        '<code>X-Connect-Secret: …</code>, or in the API URL as <code>?secret=…</code>.';
  const body = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Catch hook ${escapeHtml(request.hookId)}</title></head>
<body>
<h1>Catch hook “${escapeHtml(request.hookId)}” is ready</h1>
<p>Convoso sends its calls here. There is nothing else to see: this page only says how to set Convoso up.</p>
<ol>
<li>In Convoso, <b>Apps → Adaptors</b>: map the fields you need. Keep Convoso's own names in <b>Mapped To</b>
(<code>call_log_id</code>, <code>lead_id</code>, <code>phone_number</code>, <code>status</code>, …).</li>
<li><b>Apps → Convoso Connect → + Add</b>: API URL <code>${escapeHtml(url)}</code>, Request Method <b>POST</b>,
Post Data Type RAW or JSON, Response Data Type JSON, Response Key <code>success</code>, and your Adaptor. ${secret}</li>
<li><b>CRM → Workflow Automation</b>: choose the events, and as the action <b>Integration</b>, which is what Convoso
Connect is called there.</li>
</ol>
<p>An accepted delivery is answered with <code>{"success":true,"id":"…"}</code>. With that id,
<code>npm run connect -- explain &lt;id&gt;</code> on the relay's machine tells what became of it.</p>
</body></html>
`;
  return { status: 200, contentType: 'text/html; charset=utf-8', body };
}
