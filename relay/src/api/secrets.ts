import { ConnectError } from '@convoso-connect/core';
import { Router, json, type Request } from 'express';
import { requireKey } from '../access/access.js';
import type { Gate } from '../access/gate.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { iso } from '../iso.js';
import type { StoredSecrets } from '../seals/stored-secrets.js';
import { assertUnused, assertUsable, namedPlacesOf } from '../seals/use.js';

export interface SecretRouteParts {
  readonly storedSecrets: StoredSecrets;
  readonly keeper: ConfigKeeper;
  /** Has the configuration take up what changed; says whether it could. */
  readonly takeUpSecrets: () => Promise<boolean>;
  readonly now: () => number;
  readonly gate: Gate;
}

/**
 * `/api/secrets`: what `store:` references stand for. Secrets go in and never come out. They are set and deleted with the
 * key itself, not by a browser that is signed in.
 */
export function secretRoutes({ storedSecrets, keeper, takeUpSecrets, now, gate }: SecretRouteParts): Router {
  const config = () => keeper.current.revision.config;
  const router = Router();
  router.get('/', (_request, response) => {
    const secrets = storedSecrets
      .list()
      .map(({ name, setAt }) => ({ name, setAt: iso(setAt), usedAt: namedPlacesOf(name, config()) }));
    response.json({ timeZone: config().account.timeZone, secrets });
  });
  router.put('/:name', requireKey(gate), json({ limit: '100kb' }), async (request, response) => {
    const name = String(request.params['name']);
    const secret = readSecret(request);
    assertUsable(name, secret, config());
    await storedSecrets.set(name, secret, now());
    const takenUp = await takeUpSecrets();
    response.json({ success: true, name, usedAt: namedPlacesOf(name, config()), takenUp });
  });
  router.delete('/:name', requireKey(gate), async (request, response) => {
    const name = String(request.params['name']);
    if (request.query['evenIfUsed'] !== 'true') assertUnused(name, config());
    await storedSecrets.delete(name);
    await takeUpSecrets();
    response.json({ success: true });
  });
  return router;
}

function readSecret({ body }: Request): string {
  const keys = typeof body === 'object' && body !== null ? Object.keys(body as object) : [];
  const secret: unknown = keys.length === 1 ? (body as Record<string, unknown>)['secret'] : undefined;
  if (typeof secret === 'string') return secret;
  // What came instead may hold the secret, so it is not repeated.
  throw new ConnectError(
    'BAD_SECRET_ORDER',
    'the body holds no secret to store',
    'Send {"secret": "…"} as application/json.',
  );
}
