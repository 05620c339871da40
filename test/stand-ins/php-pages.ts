import { destination, type Destination } from '../support/destination.js';

/** Pages of PHP, as agencies write them for leads. */
export interface PhpPages extends Pick<Destination, 'url' | 'requests'> {
  readonly leads: readonly URLSearchParams[];
}

const HTML = { 'content-type': 'text/html; charset=UTF-8' };

const LOGIN_PAGE =
  '<!DOCTYPE html>\n<html><head><title>Agency CRM: Log in</title></head><body><form method="post"><input name="user"></form></body></html>';

/**
 * `/lead.php` takes a form and answers JSON; with `display_errors` on, a notice stands before it where a field that the
 * page reads is missing. `/admin/lead.php` is for people, who are shown the login page without a session. `/old.php`
 * sends a caller without a session to log in elsewhere.
 */
export async function phpPages({ displayErrors }: { displayErrors: boolean }): Promise<PhpPages> {
  const leads: URLSearchParams[] = [];
  const server = await destination(({ path, body }) => {
    if (path === '/admin/lead.php') return { status: 200, headers: HTML, body: LOGIN_PAGE };
    if (path === '/old.php') return { status: 302, headers: { ...HTML, location: '/login.php' }, body: '' };
    if (path !== '/lead.php')
      return {
        status: 404,
        headers: HTML,
        body: '<h1>Not Found</h1><p>The requested URL was not found.</p>',
      };
    const lead = new URLSearchParams(body);
    if (!/^\d{10}$/.test(lead.get('phone') ?? '')) {
      return { status: 200, headers: HTML, body: '{"success":false,"message":"Phone is not valid"}' };
    }
    leads.push(lead);
    const isNoticed = displayErrors && !lead.has('city');
    const notice = isNoticed
      ? '<br />\n<b>Warning</b>:  Undefined array key "city" in <b>/var/www/lead.php</b> on line <b>12</b><br />\n'
      : '';
    return { status: 200, headers: HTML, body: `${notice}{"success":true,"id":${String(leads.length)}}` };
  });
  return { url: server.url, requests: server.requests, leads };
}
