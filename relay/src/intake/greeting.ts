import type { LiveHook } from '../config/live-config.js';
import { namesThisMachine } from '../http/access.js';
import { escapeHtml } from '../http/html.js';
import { PAGE_POLICY, htmlPage } from '../http/page.js';
import type { HookAnswer, HookRequest } from './hook-request.js';

/** What a person sees who opens a catch hook's URL in a browser: what it is, and what to set in Convoso. */
export function greeting(request: HookRequest, { hook }: LiveHook): HookAnswer {
  const given = request.headers['host'];
  const host = typeof given === 'string' ? given : 'this-relay';
  const local = namesThisMachine(host);
  const url = `${local ? 'http' : 'https'}://${host}/hooks/${request.hookId}`;
  const body = `<p>Convoso sends its calls to this address. There is nothing else to see here: this page only says how
to set Convoso up.</p>
<ol>
<li>In Convoso, <b>Apps → Adaptors</b>: map the fields you need. Keep Convoso's own names in <b>Mapped To</b>
(<code>call_log_id</code>, <code>lead_id</code>, <code>phone_number</code>, <code>status</code>, …).</li>
<li><b>Apps → Convoso Connect → + Add</b>: API URL <code>${escapeHtml(url)}</code>, Request Method <b>POST</b>,
Post Data Type <b>RAW</b> or <b>JSON</b>, Response Data Type <b>JSON</b>, Response Key <code>success</code>, and your
Adaptor. ${secretHint(hook.secret !== undefined)}</li>
<li><b>CRM → Workflow Automation</b>: choose the events, and as the action <b>Integration</b>, which is what Convoso
Connect is called there.</li>
</ol>
${local ? LOCAL_HINT : ''}
<p>An accepted delivery is answered with <code>{"success":true,"id":"…"}</code>. With that id,
<code>npm run connect -- explain &lt;id&gt;</code> on the relay's machine tells what became of it.</p>`;
  return {
    status: 200,
    contentType: 'text/html; charset=utf-8',
    headers: { 'content-security-policy': PAGE_POLICY, 'x-content-type-options': 'nosniff' },
    body: htmlPage({ title: `Catch hook “${request.hookId}” is ready`, body }),
  };
}

function secretHint(needed: boolean): string {
  if (!needed) return 'This hook asks for no secret.';
  return (
    'This hook asks for its secret: in the <b>Authorization Header</b> as <code>X-Connect-Secret: …</code>, ' +
    'or in the API URL as <code>?secret=…</code>.'
  );
}

const LOCAL_HINT = `<p class="note">You see this under an address of this machine. Convoso needs one that it can reach,
with https: a domain name and a reverse proxy or tunnel that leads here.</p>`;
