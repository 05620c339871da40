import type { LiveHook } from '../config/live-config.js';
import { escapeHtml } from '../http/html.js';
import { hookUrl } from '../http/hook-url.js';
import { PAGE_POLICY, htmlPage } from '../http/page.js';
import type { HookAnswer } from './hook-request.js';

/** Where hooks are: `settings.publicUrl`, or the relay's own address while that is not set. Never what a request says. */
export interface HookAddress {
  readonly url: string;
  readonly isPublic: boolean;
}

/** What a person sees who opens a catch hook's URL in a browser: what it is, and what to set in Convoso. */
export function greeting({ hook }: LiveHook, address: HookAddress): HookAnswer {
  return page({
    title: `Catch hook “${hook.id}” is ready`,
    hookId: hook.id,
    secret: secretHint(hook.secret !== undefined),
    address,
  });
}

/**
 * The same for who has shown no right to know which hooks there are: a hook that is there and one that is not look
 * alike.
 */
export function discreetGreeting(hookId: string, address: HookAddress): HookAnswer {
  return page({
    title: 'An address for Convoso’s calls',
    hookId: hookId.slice(0, 100),
    secret:
      'Whether there is such a hook here, and what it asks for, is told only to who sends its secret, as ' +
      '<code>?secret=…</code>, or calls from an address in its <code>allowFrom</code>. If it asks for a secret: in the ' +
      '<b>Authorization Header</b> as <code>X-Connect-Secret: …</code>, or in the API URL as <code>?secret=…</code>.',
    address,
  });
}

function page({
  title,
  hookId,
  secret,
  address,
}: {
  title: string;
  hookId: string;
  secret: string;
  address: HookAddress;
}): HookAnswer {
  const url = hookUrl(address.url, hookId);
  const body = `<p>Convoso sends its calls to this address. There is nothing else to see here: this page only says how
to set Convoso up.</p>
<ol>
<li>In Convoso, <b>Apps → Adaptors</b>: map the fields you need. Keep Convoso's own names in <b>Mapped To</b>
(<code>call_log_id</code>, <code>lead_id</code>, <code>phone_number</code>, <code>status</code>, …).</li>
<li><b>Apps → Convoso Connect → + Add</b>: API URL <code>${escapeHtml(url)}</code>, Request Method <b>POST</b>,
Post Data Type <b>RAW</b> or <b>JSON</b>, Response Data Type <b>JSON</b>, Response Key <code>success</code>, and your
Adaptor. ${secret}</li>
<li><b>CRM → Workflow Automation</b>: choose the events, and as the action <b>Integration</b>, which is what Convoso
Connect is called there.</li>
</ol>
${address.isPublic ? '' : LOCAL_HINT}
<p>An accepted delivery is answered with <code>{"success":true,"id":"…"}</code>. With that id,
<code>npm run connect -- explain &lt;id&gt;</code> on the relay's machine tells what became of it.</p>`;
  return {
    status: 200,
    contentType: 'text/html; charset=utf-8',
    headers: { 'content-security-policy': PAGE_POLICY },
    body: htmlPage({ title, body }),
  };
}

function secretHint(needed: boolean): string {
  if (!needed) return 'This hook asks for no secret.';
  return (
    'This hook asks for its secret: in the <b>Authorization Header</b> as <code>X-Connect-Secret: …</code>, ' +
    'or in the API URL as <code>?secret=…</code>.'
  );
}

const LOCAL_HINT = `<p class="note">This is an address of the relay's own machine. Convoso needs one that it can reach,
with https: a domain name and a reverse proxy or tunnel that leads here, named in <code>settings.publicUrl</code>.</p>`;
