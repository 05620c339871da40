import { Router } from 'express';
import { htmlPage } from '../http/page.js';
import { notFound } from '../http/errors.js';
import { iso } from '../iso.js';
import { requireKey, type Access } from './access.js';
import { parseCookie, sessionCookie } from './cookie.js';

/** `/signin?code=…`: signs the browser in that opens the link, and leads on to `/`, which shows it where to look. */
export function signInRoutes({ gate, sessions, names, cookieName }: Access, now: () => number): Router {
  const router = Router();
  router.get('/', (request, response, next) => {
    if (gate.check(request).opens) response.type('html').send(HOME);
    else notFound(request, response, next);
  });
  router.get('/signin', (request, response, next) => {
    const { host = '' } = request.headers;
    // What only looks ahead must not use the code up.
    if (request.method === 'HEAD') {
      notFound(request, response, next);
      return;
    }
    // A browser may open a link twice, once ahead of its user.
    const before = parseCookie(request.headers.cookie, cookieName);
    if (before !== null && sessions.of(before) !== null && gate.check(request).opens) {
      response.redirect(303, '/');
      return;
    }
    const code = request.query['code'];
    const signedIn = typeof code === 'string' && names.hasHost(host) ? sessions.signIn(code) : null;
    if (signedIn === null) {
      response.status(401).type('html').send(NOT_SIGNED_IN);
      return;
    }
    const maxAgeSeconds = Math.floor((signedIn.session.endsAt - now()) / 1000);
    const secure = names.isSecure(host);
    response.setHeader('set-cookie', sessionCookie(cookieName, signedIn.cookie, { maxAgeSeconds, secure }));
    response.redirect(303, '/');
  });
  return router;
}

const PLACES: Readonly<Record<string, string>> = {
  '/inspect': 'what the relay delivered to itself, where settings.inspector is on',
  '/api/occurrences': 'calls, and what they came to',
  '/api/logs': 'what was sent',
  '/api/pending': 'what is planned and not done yet',
  '/api/quarantine': 'what was turned away',
  '/api/dead-letters': 'what ended undelivered',
  '/api/notifications': 'what the relay wants to be known',
};

const HOME = htmlPage({
  title: 'Convoso Connect relay',
  body: `<p>This browser is signed in.</p>
<ul>
${Object.entries(PLACES)
  .map(([place, what]) => `<li><a href="${place}">${place}</a>: ${what}</li>`)
  .join('\n')}
</ul>`,
});

const NOT_SIGNED_IN = htmlPage({
  title: 'This link signs nobody in',
  body: `<p>It was used before, it is older than ten minutes, the relay was started again since, or it was opened under
another address than the relay's own. Make another one on the machine of the relay:</p>
<pre>npm run connect -- link</pre>`,
});

/** `/api/session`, `/api/links` and `/api/key`. Access is decided before them. */
export function accessRoutes({ gate, key, sessions, signInLink }: Access): Router {
  const router = Router();
  router.get('/session', (request, response) => {
    const verdict = gate.check(request);
    const session = verdict.opens && verdict.by === 'session' ? verdict.session : null;
    response.json(
      session === null
        ? { by: 'key' }
        : { by: 'session', csrfToken: session.csrfToken, endsAt: iso(session.endsAt) },
    );
  });
  router.delete('/session', (request, response) => {
    const verdict = gate.check(request);
    if (verdict.opens && verdict.by === 'session') sessions.end(verdict.cookie);
    response.json({ success: true });
  });
  router.post('/links', requireKey(gate), (_request, response) => {
    response.json({ url: signInLink() });
  });
  router.get('/key', requireKey(gate), (_request, response) => {
    response.json({ source: key.source });
  });
  router.post('/key/rotate', requireKey(gate), (_request, response) => {
    key.rotate();
    sessions.endAll();
    response.json({ success: true });
  });
  return router;
}
