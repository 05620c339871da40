import { destination, type Destination } from '../support/destination.js';

/**
 * A web app of Google Apps Script as its guide has it: `doPost` runs first, and what the content service has to say is
 * then to be fetched from an address of another host that is good for once. Whoever may not use the app is sent to
 * sign in, and nothing runs. A deployment that is not there is a page that says so.
 */
export interface AppsScriptStandIn extends Pick<Destination, 'requests'> {
  /** The deployment's address, as its dialogue shows it. */
  readonly url: string;
  /** The rows that the script has written: one for each call that ran. */
  readonly rows: readonly string[];
}

export async function googleAppsScript(access: 'anyone' | 'only myself'): Promise<AppsScriptStandIn> {
  const rows: string[] = [];
  const html = { 'content-type': 'text/html; charset=utf-8' };
  const server = await destination(({ method, path, body }) => {
    if (path !== '/macros/s/AKfycb-planted/exec') {
      return {
        status: 404,
        headers: html,
        body: '<!DOCTYPE html><html><head><title>Page Not Found</title></head><body>Sorry, unable to open the file at this time.</body></html>',
      };
    }
    if (access === 'only myself') {
      const location = 'https://accounts.google.com/ServiceLogin?passive=1209600&continue=x';
      return { status: 302, headers: { ...html, location }, body: '<HTML>Moved Temporarily</HTML>' };
    }
    if (method === 'POST') rows.push(body);
    const location = `https://script.googleusercontent.com/macros/echo?user_content_key=${String(rows.length)}`;
    return { status: 302, headers: { ...html, location }, body: '<HTML>Moved Temporarily</HTML>' };
  });
  return { url: `${server.url}/macros/s/AKfycb-planted/exec`, requests: server.requests, rows };
}
