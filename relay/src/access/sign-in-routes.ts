import { Router, json, type Request, type RequestHandler, type Response } from 'express';
import { CONSOLE_PATH } from '../console/console-routes.js';
import { notFound, sendError } from '../http/errors.js';
import { htmlPage } from '../http/page.js';
import { iso } from '../iso.js';
import type { Access } from './access.js';
import { FOREIGN_PAGE } from './refusals.js';
import type { Beginning } from './sessions.js';
import type { SignIn } from './sign-in.js';

/** In bytes; a key is far shorter. */
const LONGEST_BODY = 2_000;

export interface SignInRouteParts {
  readonly access: Access;
  readonly signIn: SignIn;
  /** The address that a request comes from. */
  readonly addressOf: (request: Request) => string;
}

/**
 * `GET /signin?code=…` signs the browser in that opens the link, and leads on to the console. `POST /signin` with
 * `{"key":"…"}`, which only the console's own page can send, does so with a key, and answers as the console needs it.
 */
export function signInRoutes({ access, signIn, addressOf }: SignInRouteParts): Router {
  const { gate, key, newcomers, sessions, door, sessionCookie, now } = access;
  const router = Router();
  const onlyWhereOn: RequestHandler = (request, response, next) => {
    if (door.reach === 'off') notFound(request, response, next);
    else next();
  };
  const begin = (request: Request, response: Response, { cookie, session }: Beginning): void => {
    const maxAgeSeconds = Math.floor((session.endsAt - now()) / 1000);
    const host = request.headers.host ?? '';
    response.setHeader('set-cookie', sessionCookie.header(cookie, { host, maxAgeSeconds }));
  };

  router.get('/signin', onlyWhereOn, async (request, response, next) => {
    // What only looks ahead must not use the code up.
    if (request.method === 'HEAD') {
      notFound(request, response, next);
      return;
    }
    // A browser may open a link twice, once ahead of its user.
    const verdict = await newcomers.check(request);
    if (verdict.opens && verdict.by === 'session') {
      response.redirect(303, CONSOLE_PATH);
      return;
    }
    const { code } = request.query;
    const isOpen = door.isOpenUnder(request.headers.host ?? '');
    const answer =
      typeof code === 'string' && isOpen ? await signIn.with({ code }, addressOf(request)) : null;
    if (answer?.isIn !== true) {
      response.status(401).type('html').send(NOT_SIGNED_IN);
      return;
    }
    begin(request, response, answer);
    response.redirect(303, CONSOLE_PATH);
  });

  router.post(
    '/signin',
    onlyWhereOn,
    (request, response, next) => {
      if (gate.isFromOwnPage(request)) next();
      else sendError(response, 403, FOREIGN_PAGE);
    },
    json({ limit: LONGEST_BODY }),
    async (request, response) => {
      const given = keyIn(request.body);
      if (given === null) {
        sendError(response, 400, NO_KEY);
        return;
      }
      const before = sessionCookie.of(request.headers);
      const answer = await signIn.with({ key: given }, addressOf(request));
      if (!answer.isIn) {
        if (answer.waitSeconds !== null) response.setHeader('retry-after', String(answer.waitSeconds));
        sendError(response, answer.status, answer.error);
        return;
      }
      const former = before === null ? null : sessions.of(before, key.mark);
      if (former !== null) await sessions.end(former.id);
      begin(request, response, answer);
      response.json({
        success: true,
        csrfToken: answer.csrfToken,
        endsAt: iso(answer.session.endsAt),
      });
    },
  );
  return router;
}

function keyIn(body: unknown): string | null {
  const key = typeof body === 'object' && body !== null && 'key' in body ? body.key : null;
  return typeof key === 'string' && key.trim() !== '' ? key.trim() : null;
}

const NO_KEY = {
  code: 'BAD_SIGN_IN',
  message: 'no key came',
  remedy: 'Send {"key": "…"} as application/json, with the whole key.',
};

const NOT_SIGNED_IN = htmlPage({
  title: 'This link signs nobody in',
  body: `<p>It was used before, it is older than ten minutes, or it was opened under
another address than the relay's own. Make another one on the machine of the relay:</p>
<pre>npm run connect -- link</pre>`,
});
