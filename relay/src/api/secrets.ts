import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { Request } from 'express';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { iso } from '../iso.js';
import { secretState } from '../seals/secret-state.js';
import type { StoredSecrets } from '../seals/stored-secrets.js';
import { assertUnused, assertUsable, namedPlacesOf, placesOf } from '../seals/use.js';
import { maySeeConfig, withoutNames } from './config-seen.js';
import { DONE, type Serve } from './serve.js';

export interface SecretParts {
  readonly storedSecrets: StoredSecrets;
  readonly keeper: ConfigKeeper;
  /** Has the configuration take up what changed; says whether it could. */
  readonly takeUpSecrets: () => Promise<boolean>;
  readonly now: () => number;
}

const { secrets } = RELAY_API;

/** What `store:` references stand for. Secrets go in and never come out. */
export function serveSecrets(serve: Serve, { storedSecrets, keeper, takeUpSecrets, now }: SecretParts): void {
  const config = () => keeper.current.revision.config;
  const usedAt = (request: Request, name: string): string[] =>
    (maySeeConfig(request) ? namedPlacesOf : placesOf)(name, config());
  serve(secrets.list, ({ request }) => ({
    timeZone: config().account.timeZone,
    secrets: storedSecrets
      .list()
      .map(({ name, setAt }) => ({ name, setAt: iso(setAt), usedAt: usedAt(request, name) })),
  }));
  serve(secrets.set, async ({ params: { name }, body: { secret }, request, change }) => {
    const warnings = withoutNames(request, () => assertUsable(name, secret, config()));
    const before = secretState(storedSecrets, name);
    await storedSecrets.set(name, secret, now());
    change.note({ part: `secret:${name}`, before, after: secretState(storedSecrets, name) });
    const takenUp = await takeUpSecrets();
    return { ...DONE, name, usedAt: usedAt(request, name), takenUp, warnings };
  });
  serve(secrets.delete, async ({ params: { name }, query: { evenIfUsed }, request, change }) => {
    if (evenIfUsed !== 'true') assertUnused(name, usedAt(request, name));
    const before = secretState(storedSecrets, name);
    await storedSecrets.delete(name);
    change.note({ part: `secret:${name}`, before });
    await takeUpSecrets();
    return DONE;
  });
}
