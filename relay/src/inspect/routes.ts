import express, { Router, type RequestHandler } from 'express';
import type { LiveConfig } from '../config/live-config.js';
import { notFound } from '../http/errors.js';
import type { Inspector } from './inspector.js';
import { TEST_MARK_HEADER } from './test-mark.js';
import { INSPECTOR_SCRIPT, INSPECTOR_SCRIPT_PATH, inspectorPage } from './page.js';

const LARGEST_BODY = '256kb';

export interface InspectorParts {
  readonly inspector: Inspector;
  readonly config: () => LiveConfig;
  readonly now: () => number;
  readonly access: RequestHandler;
  /** Whether an attempt with this Idempotency-Key, or a test that carries such a mark, is under way at this relay or at another one on its store. */
  readonly isSending: (key: string, mark: string | null) => boolean | Promise<boolean>;
}

/**
 * `/inspect`: the page, or JSON where that is asked for; below it, any request is recorded. Recording is open to what
 * the relay itself is sending at this moment, or another one on its store, which is known by its key; everything else needs access.
 */
export function inspectorRoutes({ inspector, config, now, access, isSending }: InspectorParts): Router {
  const router = Router();
  const onlyWhereOn: RequestHandler = (request, response, next) => {
    if (config().resolved.settings.inspector) next();
    else notFound(request, response, next);
  };
  const readBody = express.text({ type: () => true, limit: LARGEST_BODY });

  router.get('/inspect', onlyWhereOn, access, (request, response) => {
    if (request.accepts(['html', 'json']) === 'json') response.json({ requests: inspector.requests() });
    else response.type('html').send(inspectorPage(inspector.requests()));
  });
  router.get(INSPECTOR_SCRIPT_PATH, onlyWhereOn, access, (_request, response) => {
    response.type('text/javascript').send(INSPECTOR_SCRIPT);
  });
  router.all('/inspect/*path', onlyWhereOn, ownOr(access, isSending), readBody, (request, response) => {
    const { method, url, headers } = request;
    const body = typeof request.body === 'string' ? request.body : '';
    inspector.record({ at: now(), method, url, headers, body }, config().masker);
    response.json({ success: true });
  });
  return router;
}

function ownOr(access: RequestHandler, isSending: InspectorParts['isSending']): RequestHandler {
  return async (request, response, next) => {
    const { 'idempotency-key': key, [TEST_MARK_HEADER]: mark } = request.headers;
    if (typeof key === 'string' && (await isSending(key, typeof mark === 'string' ? mark : null))) next();
    else access(request, response, next);
  };
}
