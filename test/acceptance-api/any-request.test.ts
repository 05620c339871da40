import { Agent } from 'node:http';
import type { Route } from '@convoso-connect/core/relay-contract';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runs } from '../support/check-full.js';
import { closeAfterTest } from '../support/closing.js';
import { send, type Sending } from '../support/http.js';
import { isRunOnPostgres } from '../support/store.js';
import { busyRelay } from './account.js';
import { OPERATIONS, undocumented } from './documented.js';

/** Nothing could be asked any more after the key has been changed, and the document of the API is always the same. */
const ROUTES = [...OPERATIONS].filter(([name]) => !['key.rotate', 'api.document'].includes(name));

/** Ten times as many in the long form, as of every property. Where the store is in another process each commit takes longer. */
const REQUESTS = isRunOnPostgres() ? 500 : 1_000;

const odd = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '%',
    '%00',
    '__proto__',
    'constructor',
    '-1',
    '1e400',
    '99999999999999999999',
    ' ',
    '\u202e',
    "' or 1=1 --",
  ),
);

/** What means something in some place, so that requests get further than the first check. */
const known = (ids: readonly string[]) =>
  fc.constantFrom(
    ...ids,
    'all',
    'crm',
    'call',
    'follow-up',
    '1',
    '1364887',
    'phone:7735550167',
    'main',
    'first_name',
  );

const value = (ids: readonly string[]) => fc.oneof({ weight: 2, arbitrary: known(ids) }, odd);

const wellFormed = fc.constantFrom(
  '20',
  '50',
  'csv',
  'excel',
  'text',
  'done',
  'waiting',
  'delivered',
  '2026-11-20',
  'true',
);

interface Wanted {
  readonly name: string;
  readonly route: Route;
  readonly place: string;
  readonly sending: Sending;
}

function requests(ids: readonly string[]): fc.Arbitrary<Wanted> {
  return fc.constantFrom(...ROUTES).chain(([name, route]) => {
    const parameters = [...route.path.matchAll(/:\w+/g)].map(() => value(ids).filter(isNoStep));
    const names = fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('limit', ...Object.keys(route.query)) },
      odd,
    );
    const query = fc.array(fc.tuple(names, fc.oneof(wellFormed, value(ids))), { maxLength: 3 });
    return fc.tuple(fc.tuple(...parameters), query, bodies(route)).map(([given, pairs, sending]) => {
      const left = [...given];
      const path = route.path.replace(/:\w+/g, () => encodeURIComponent(left.shift() || '-'));
      const search = new URLSearchParams(pairs).toString();
      return { name, route, place: search === '' ? path : `${path}?${search}`, sending };
    });
  });
}

/** A step of a path leads to another operation before the relay sees it; the client refuses to send one. */
function isNoStep(text: string): boolean {
  return text !== '.' && text !== '..';
}

function bodies({ body }: Route): fc.Arbitrary<Sending> {
  if (body === null) return fc.constant({});
  const type = fc.constantFrom(
    body.type ?? 'application/json',
    'application/json',
    'text/plain',
    'application/xml',
  );
  const text = fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom(
      '{"active":true}',
      '{"active":false}',
      '{"secret":"long enough"}',
      '{"lead":"1","dryRun":true}',
      '{"__proto__":1}',
      '[',
      '',
    ),
  );
  return fc
    .tuple(type, text)
    .map(([contentType, sent]) => ({ headers: { 'content-type': contentType }, body: sent }));
}

describe('any request at all', () => {
  it(`has an answer that is documented, and none of ${runs(REQUESTS)} is a failure of the relay`, async () => {
    const { relay, occurrenceId } = await busyRelay(3);
    const agent = new Agent({ keepAlive: true });
    closeAfterTest(() => agent.destroy());
    const ids = [occurrenceId, `${occurrenceId}-01`, `${occurrenceId}-02`];
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(requests(ids), async ({ name, route, place, sending: { headers, ...rest } }) => {
        const asked = {
          method: route.method,
          ...rest,
          headers: { ...headers, ...relay.authorization },
          agent,
        };
        const answer = await send(relay.url + place, asked);
        seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
        const failure = answer.status >= 500 ? answer.text : undocumented(route, answer);
        if (failure !== null)
          throw new Error(`${name}: ${route.method} ${place} → ${answer.status} ${failure}`);
      }),
      { numRuns: REQUESTS },
    );
    // Not all of them fail at the first check.
    for (const status of [200, 400, 404]) expect(seen.get(status) ?? 0).toBeGreaterThan(REQUESTS / 100);
  });

  it('is refused where its body is larger than an operation says', async () => {
    const { relay } = await busyRelay(1);
    const withBody = ROUTES.filter(([, { body }]) => body !== null);
    for (const [name, route] of withBody) {
      const { limit = 0, type = 'application/json' } = route.body ?? {};
      const body = `"${'x'.repeat(limit)}"`;
      const answer = await send(relay.url + route.path.replace(/:\w+/g, 'all'), {
        method: route.method,
        headers: { 'content-type': type, ...relay.authorization },
        body,
      });
      expect({ name, status: answer.status, wrong: undocumented(route, answer) }).toEqual({
        name,
        status: 413,
        wrong: null,
      });
    }
  });
});
