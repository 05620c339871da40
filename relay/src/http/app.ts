import express, { type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import type { Log } from '../log.js';
import { notFound, unexpected } from './errors.js';
import { PAGE_POLICY } from './page.js';

export interface AppParts {
  readonly log: Log;
  readonly signIn: Router;
  readonly console: Router;
  readonly inspector: Router;
  readonly api: Router;
  readonly access: RequestHandler;
  readonly readiness: RequestHandler;
  /** Called where the store did not take or give what was asked of it. */
  readonly storeFailed: (error: unknown) => void;
}

/** The HTTP surface for people and tools; catch hooks are answered before it. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(
    helmet({
      contentSecurityPolicy: false,
      // As `frame-ancestors 'none'` of the policies has it, for browsers that do not know that.
      xFrameOptions: { action: 'deny' },
      // The relay speaks plain HTTP behind whatever terminates TLS; that is where this header belongs.
      strictTransportSecurity: false,
    }),
  );
  app.use((_request, response, next) => {
    response.setHeader('content-security-policy', PAGE_POLICY);
    // Lead data, and whether a door is open, are for whoever asked and for now.
    response.setHeader('cache-control', 'no-store');
    next();
  });
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/readyz', parts.readiness);
  app.use(parts.signIn);
  app.use(parts.console);
  app.use(parts.inspector);
  app.use('/api', parts.access, parts.api);
  app.use(notFound);
  app.use(unexpected(parts.log, parts.storeFailed));
  return app;
}
