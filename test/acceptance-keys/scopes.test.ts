import {
  OPERATION_NAMES,
  RELAY_API,
  SCOPES,
  type Route,
  type Scope,
} from '@convoso-connect/core/relay-contract';
import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { send } from '../support/http.js';
import { errorOf, runRelay, type TestRelay } from '../support/relay.js';
import { atNothing, bearer, makeKey, order, signedIn } from './keys.js';

const NOTHING = config({
  endpoints: [],
  workflows: [],
  settings: { inspector: true, egress: { allow: [] } },
});
const ALL = Object.keys(SCOPES) as Scope[];

const OPERATIONS = [...OPERATION_NAMES.keys()];

/** The operations with the one at the end that takes away what everything after them would be let in by. */
const ending = (last: Route): readonly Route[] => [...OPERATIONS.filter((each) => each !== last), last];

/** What came of asking for every operation: its name, and whether it was let through. */
async function passes(
  relay: TestRelay,
  headers: Readonly<Record<string, string>>,
  refusedBy: string,
  operations: readonly Route[] = OPERATIONS,
): Promise<Readonly<Record<string, boolean>>> {
  const found: Record<string, boolean> = {};
  for (const operation of operations) {
    const answer = await order(relay, atNothing(operation), headers);
    expect(answer.status).not.toBe(401);
    expect(answer.status).not.toBe(429);
    expect(answer.status).toBeLessThan(500);
    const isRefused = answer.status === 403;
    if (isRefused) expect(errorOf(answer).code).toBe(refusedBy);
    found[OPERATION_NAMES.get(operation) ?? ''] = !isRefused;
  }
  return found;
}

const allowed = (may: (operation: Route) => boolean) =>
  Object.fromEntries(OPERATIONS.map((operation) => [OPERATION_NAMES.get(operation) ?? '', may(operation)]));

describe('every operation of the API', () => {
  it.each(ALL)('lets a key with the scope %s through exactly where it is asked for', async (scope) => {
    const relay = await runRelay({ config: NOTHING });
    const key = await makeKey(relay, { name: 'n8n', scopes: [scope], perSecond: 1_000 });

    const found = await passes(relay, bearer(key), 'SCOPE_NEEDED');

    expect(found).toEqual(allowed((operation) => operation.scope === scope));
  });

  it('lets a key with all scopes through everywhere but where the admin key is asked for', async () => {
    const relay = await runRelay({ config: NOTHING });
    const key = await makeKey(relay, { name: 'n8n', scopes: ALL, perSecond: 1_000 });

    const found = await passes(relay, bearer(key), 'SCOPE_NEEDED');

    expect(found).toEqual(allowed((operation) => operation.scope !== 'admin'));
  });

  it('lets the admin key through', async () => {
    const relay = await runRelay({ config: NOTHING });

    const found = await passes(relay, relay.authorization, 'none', ending(RELAY_API.key.rotate));

    expect(found).toEqual(allowed(() => true));
  });

  it('lets a signed-in browser through everywhere but where the key itself is asked for', async () => {
    const relay = await runRelay({ config: NOTHING });

    const found = await passes(
      relay,
      await signedIn(relay),
      'KEY_ITSELF_NEEDED',
      ending(RELAY_API.session.end),
    );

    expect(found).toEqual(allowed((operation) => operation.by !== 'key'));
  });

  it('lets nobody through who has no key, and no browser without the token of its session', async () => {
    const relay = await runRelay({ config: NOTHING });
    const { 'x-csrf-token': _token, ...browser } = await signedIn(relay);

    for (const operation of OPERATIONS) {
      const at = atNothing(operation);
      expect({ at, status: (await order(relay, at, {})).status }).toEqual({ at, status: 401 });
      if (operation.method === 'GET') continue;
      expect(errorOf(await order(relay, at, browser)).code).toBe('CSRF_TOKEN_NEEDED');
    }
  });
});

describe('a key without the scope', () => {
  it('is told which one is missing, that it is the key it is, and how another is made', async () => {
    const relay = await runRelay({ config: NOTHING });
    const key = await makeKey(relay, { name: 'Zapier 2', scopes: ['read'] });

    const answer = await order(relay, atNothing(RELAY_API.workflows.switch), bearer(key), { active: true });

    expect(answer.status).toBe(403);
    const error = errorOf(answer);
    expect(error.message).toContain('operate');
    expect(error.message).toContain('"Zapier 2"');
    expect(error.remedy).toContain('npm run connect -- keys create <name> --scopes operate');
  });

  it('sees what the relay sent to itself only with the scope that reads', async () => {
    const relay = await runRelay({ config: NOTHING });
    const reading = await makeKey(relay, { name: 'reading', scopes: ['read'] });
    const guarding = await makeKey(relay, { name: 'guarding', scopes: ['guard'] });

    expect((await send(`${relay.url}/inspect`, { headers: bearer(reading) })).status).toBe(200);
    expect((await send(`${relay.url}/inspect`, { headers: bearer(guarding) })).status).toBe(403);
  });
});
