import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { ConsoleDoor } from '../access/console-door.js';
import { notFound } from '../http/errors.js';
import { htmlPage } from '../http/page.js';
import type { ConsoleFile, ConsoleFiles, Encoding } from './console-files.js';
import { CONSOLE_POLICY } from './console-policy.js';

/** Where the console is, in front of everything that it shows. */
export const CONSOLE_PATH = '/console/';

/** In seconds. */
const A_YEAR = 365 * 24 * 60 * 60;

export interface ConsoleParts {
  readonly files: ConsoleFiles;
  readonly door: ConsoleDoor;
}

/**
 * `/console/…`: the files of the console, and its page for every path that is none of a file, because the console itself knows
 * what to show there. They hold nothing of anybody, so that they need no key; what is shown in them comes over the API. `/`
 * leads there.
 */
export function consoleRoutes({ files, door }: ConsoleParts): Router {
  const router = Router();
  const onlyWhereOpen: RequestHandler = (request, response, next) => {
    if (door.isOpenUnder(request.headers.host ?? '')) next();
    else if (door.reach === 'off') notFound(request, response, next);
    else response.status(404).type('html').send(NOT_HERE);
  };
  router.get('/', onlyWhereOpen, (_request, response) => response.redirect(303, CONSOLE_PATH));
  router.get('/console/assets/*name', onlyWhereOpen, async (request, response, next) => {
    const file = await files.file(request.path.slice(CONSOLE_PATH.length));
    if (file === null) notFound(request, response, next);
    else await sendFile(file, request, response);
  });
  router.get(['/console', '/console/*rest'], onlyWhereOpen, async (request, response) => {
    const page = await files.page();
    if (page === null) {
      response.status(503).type('html').send(NOT_BUILT);
      return;
    }
    const asked = await files.file(request.path.slice(CONSOLE_PATH.length));
    await sendFile(asked ?? page, request, response);
  });
  return router;
}

async function sendFile(file: ConsoleFile, request: Request, response: Response): Promise<void> {
  response.setHeader('content-security-policy', CONSOLE_POLICY);
  response.setHeader('content-type', file.type);
  if (file.isLasting) response.setHeader('cache-control', `public, max-age=${A_YEAR}, immutable`);
  const encoding = file.isCompressible ? encodingFor(request) : null;
  if (file.isCompressible) response.setHeader('vary', 'Accept-Encoding');
  if (encoding !== null) response.setHeader('content-encoding', encoding);
  response.send(await file.as(encoding));
}

/** The best of those that the browser takes; it names them in no order of its liking. */
function encodingFor(request: Request): Encoding | null {
  return ENCODINGS.find((encoding) => request.acceptsEncodings(encoding) !== false) ?? null;
}

const ENCODINGS = ['br', 'gzip'] as const;

const NOT_BUILT = htmlPage({
  title: 'The console is not built yet',
  body: `<p>The relay runs, takes calls in and delivers them; only these pages are missing. Build them in the folder of the
relay, and load this page again:</p>
<pre>npm run build:console</pre>`,
});

const NOT_HERE = htmlPage({
  title: 'The console is not open under this address',
  body: `<p>Open it under the address that the relay listens on. To have it under the address of
<code>settings.publicUrl</code> as well, set <code>settings.console</code> to <code>"public"</code>.</p>`,
});
