import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { explained } from '../../relay/src/cli/explain.js';
import type { RelayStanding } from '../../relay/src/cli/relay-standing.js';
import { InProcessReader } from '../../relay/src/reads/in-process-reader.js';
import { openReadsAt } from '../../relay/src/store/place.js';
import { callOf } from '../support/calls.js';
import { HOUR, HandClock, MINUTE } from '../support/clock.js';
import { closeAfterTest } from '../support/closing.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { ofEmbedded } from '../support/embedded.js';
import { eventually } from '../support/eventually.js';
import { acceptedId, runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { storeFor } from '../support/store.js';

const SECRET = 'a-secret-of-the-hook';
const RUNNING: RelayStanding = { kind: 'running' };

/** What `explain` says is wrong with a data folder; empty where nothing is. */
async function wrongIn(folder: string, now: number, relay: RelayStanding = RUNNING): Promise<string> {
  const place = { dataFolder: folder, ...(await storeFor(folder)) };
  const reader = new InProcessReader(() => openReadsAt(place));
  closeAfterTest(() => reader.close());
  const asked = { id: undefined, options: { limit: '1' }, where: 'data folder' } as const;
  const [first = ''] = await explained(reader, { ...asked, now, relay });
  return first.startsWith('What is wrong now') ? first : '';
}

async function setUp(parts: { readonly crm?: object; readonly all?: object } = {}) {
  const crm = await destination();
  const folder = tempFolder();
  const clock = new HandClock();
  const document = config({
    endpoints: [endpoint('crm', crm, { name: 'Our CRM', ...parts.crm })],
    workflows: [
      workflow('all', ['crm'], { name: 'Every call', ...parts.all }),
      workflow('sales', ['crm'], { name: 'Sales', events: [{ type: 'DISPOSITION', values: ['SALE'] }] }),
    ],
    hooks: [{ id: 'main', secret: SECRET }],
  });
  const start = (): Promise<TestRelay> => runRelay({ dataFolder: folder, clock });
  writeFileSync(path.join(folder, 'connect.json'), JSON.stringify(document));
  return { crm, folder, clock, document, start, wrong: () => wrongIn(folder, clock.now()) };
}

let calls = 0;

/** A call at a hook, which is turned away where secret or hook are wrong; gives its id. */
async function call(relay: TestRelay, secret = SECRET, hook = 'main'): Promise<string> {
  calls += 1;
  const headers = { 'x-connect-secret': secret, 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(callOf(calls, `call-${calls}`)).toString();
  const answer = await relay.hook(hook, { headers, body });
  if (secret !== SECRET || hook !== 'main') {
    expect(answer.status).toBeGreaterThanOrEqual(400);
    return '';
  }
  const id = acceptedId(answer);
  await relay.settled(id);
  return id;
}

const patch = (relay: TestRelay, place: string, active: boolean) =>
  relay.api(place, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ active }),
  });

ofEmbedded('where no file is read that could be refused').describe(
  'a configuration that was refused is wrong',
  () => {
    const broken = '{"version": 1, "workflow": [], "endpoint": []}';

    it('until the file is put back as it was, each mistake on a line of its own', async () => {
      const { start, document, wrong } = await setUp();
      const relay = await start();
      await relay.reload(broken);
      const text = await wrong();
      expect(text).toMatch(
        /^ {2}! The configuration was refused at 2026-11-20 09:00:00 PST: the configuration has 2 mistakes:\n {6}- workflow .*\n {6}- endpoint .*\n {6}Revision 1 keeps running\.$/m,
      );
      await relay.reload(document);
      expect(await wrong()).toBe('');
      expect(await relay.notice('config-refused')).toMatchObject({ resolvedAt: '2026-11-20T17:00:00.000Z' });
    });

    it('until a restart finds it put back', async () => {
      const { start, document, folder, wrong } = await setUp();
      const relay = await start();
      await relay.reload(broken);
      await relay.stop();
      expect(await wrong()).toContain('refused');
      writeFileSync(path.join(folder, 'connect.json'), JSON.stringify(document));
      await start();
      expect(await wrong()).toBe('');
    });

    it('for as long as it is, and not for a day alone', async () => {
      const { start, clock, wrong } = await setUp();
      const relay = await start();
      await relay.reload(broken);
      clock.advance(30 * HOUR);
      expect(await wrong()).toContain('The configuration was refused at 2026-11-20 09:00:00 PST');
    });

    it('where the first start was refused for it: nothing else tells why nothing works', async () => {
      const { start, folder, clock, wrong, document } = await setUp();
      writeFileSync(path.join(folder, 'connect.json'), broken);
      await expect(start()).rejects.toMatchObject({ code: 'CONFIG_REFUSED' });
      expect(await wrong()).toMatch(/refused at .*\n {6}- workflow .*\n.*\n {6}The relay did not start\.$/m);
      const stopped = { kind: 'stopped', lastSeenAt: null } as const;
      expect(await wrongIn(folder, clock.now(), stopped)).toMatch(
        /! The relay is not running: .* npm start\n/,
      );
      writeFileSync(path.join(folder, 'connect.json'), JSON.stringify(document));
      await start();
      expect(await wrong()).toBe('');
    });
  },
);

describe('calls that were turned away are wrong', () => {
  it('with where to mend it, until the same sender comes through', async () => {
    const { start, wrong } = await setUp();
    const relay = await start();
    await call(relay);
    for (let count = 0; count < 2; count += 1) await call(relay, 'another');
    expect(await wrong()).toMatch(
      /! 2 requests were turned away at the hook "main" with SECRET_WRONG, last at .*: the secret is not the one of this hook\. Put X-Connect-Secret: <secret> into the Authorization Header of Convoso's endpoint, .* Then let them in: npm run connect -- quarantine replay \w+ \w+$/m,
    );
    await call(relay);
    expect(await wrong()).toBe('');
  });

  it('for as long as others of the same sender come through in between: one of them is set up otherwise', async () => {
    const { start, wrong } = await setUp();
    const relay = await start();
    for (const secret of ['another', SECRET, 'another', SECRET]) await call(relay, secret);
    expect(await wrong()).toContain(
      "Others come through: one of Convoso's endpoints is set up otherwise, or was until then. Put X-Connect-Secret",
    );
  });

  it('where a single one was, of a sender that comes through otherwise, until it is let in', async () => {
    const { start, wrong } = await setUp();
    const relay = await start();
    for (const secret of [SECRET, 'another', SECRET, SECRET]) await call(relay, secret);
    expect(await wrong()).toMatch(
      /! A request was turned away at the hook "main" with SECRET_WRONG, .* Others come through: .* Then let it in: /,
    );
    const [only] = await relay.quarantine();
    await relay.replay('quarantine', only?.id ?? '');
    expect(await wrong()).toBe('');
  });

  it('where one of them is let in, which is no word of the sender', async () => {
    const { start, wrong } = await setUp();
    const relay = await start();
    await call(relay, 'another');
    await call(relay, 'another');
    const [latest] = await relay.quarantine();
    await relay.replay('quarantine', latest?.id ?? '');
    expect(await wrong()).toMatch(/! A request was turned away at the hook "main"/);
  });

  it('at a hook that is not there, until a sender that never came through does', async () => {
    const { start, wrong } = await setUp();
    const relay = await start();
    await call(relay, SECRET, 'mian');
    expect(await wrong()).toMatch(
      /hook "mian" with UNKNOWN_HOOK, .* Compare the end of Convoso's API URL .*quarantine replay \w+ --hook <hook>/,
    );
    await call(relay);
    expect(await wrong()).toBe('');
    // By now the sender has come through before: that it does again says nothing of this one.
    await call(relay, SECRET, 'mian');
    await call(relay);
    expect(await wrong()).toContain('UNKNOWN_HOOK');
  });
});

describe('an endpoint that is off is wrong', () => {
  it('where workflows that are on send to it: by whom, which they are, and how to switch it on', async () => {
    const { start, wrong } = await setUp();
    const relay = await start();
    expect(await wrong()).toBe('');
    await patch(relay, 'endpoints/crm', false);
    expect(await wrong()).toContain(
      '! The endpoint "Our CRM" is switched off by an operator at 2026-11-20 09:00:00 PST, and "Every call" and "Sales" send to it: what comes due is skipped. Switch it on: npm run connect -- switch endpoint crm on',
    );
    await patch(relay, 'workflows/sales', false);
    expect(await wrong()).toContain('and "Every call" sends to it');
    await patch(relay, 'workflows/all/actions/crm', false);
    expect(await wrong()).toBe('');
  });

  it('also where the configuration says so', async () => {
    const { start, wrong } = await setUp({ crm: { active: false } });
    await start();
    expect(await wrong()).toContain('The endpoint "Our CRM" is switched off in the configuration, and');
  });

  it('and the trail of what was skipped for it says how to switch it on, until it is', async () => {
    const { start } = await setUp({ crm: { active: false } });
    const relay = await start();
    const id = await call(relay);
    const text = async () => (await relay.api(`occurrences/${id}?as=text`)).text;
    expect(await text()).toMatch(
      /FIRED: not sent: the endpoint "Our CRM" is switched off in the configuration\n[^]*\n {6}npm run connect -- switch endpoint crm on\n/,
    );
    await patch(relay, 'endpoints/crm', true);
    expect(await text()).not.toContain('switch endpoint');
  });
});

describe('what ended undelivered is wrong', () => {
  it('and told by workflow, action, endpoint and cause', async () => {
    const { start, crm, wrong } = await setUp({ all: {} });
    const relay = await start();
    crm.behave(() => ({ status: 400, body: '{"message":"phone is not valid"}' }));
    for (let count = 0; count < 2; count += 1) await call(relay);
    const text = await wrong();
    expect(text).toMatch(
      /! 2 actions have ended undelivered, listed at \/api\/dead-letters\. Mend it, then try again: npm run connect -- replay --endpoint crm\n {6}2 × "crm" of "Every call" to "Our CRM", the latest due 2026-11-20 09:00:00 PST: .*answered 400/,
    );
  });
});

describe('what ended undelivered at several endpoints', () => {
  it('is told with a command for each that can be pasted, and not with one for an endpoint called <id>', async () => {
    const { start, crm, document, folder, wrong } = await setUp();
    const { endpoints, workflows } = document as { endpoints: object[]; workflows: object[] };
    const both = {
      ...document,
      endpoints: [...endpoints, endpoint('crm 404', crm, { name: 'CRM 404', apiUrl: crm.url })],
      workflows: [...workflows, workflow('more', ['crm 404'], { name: 'More' })],
    };
    writeFileSync(path.join(folder, 'connect.json'), JSON.stringify(both));
    const relay = await start();
    crm.behave(() => ({ status: 400, body: '{}' }));
    await call(relay);
    const text = await wrong();
    expect(text).not.toContain('<id>');
    expect(text).toMatch(
      /try again: npm run connect -- replay --endpoint \S.*; npm run connect -- replay --endpoint \S/,
    );
    expect(text).toContain("npm run connect -- replay --endpoint 'crm 404'");
    expect(text).toMatch(/npm run connect -- replay --endpoint crm(?:;|$)/m);
  });
});

describe('a request that can never be let in', () => {
  it('is told with what to do instead, as its command would be refused', async () => {
    const { start, wrong } = await setUp();
    const relay = await start();
    const headers = { 'x-connect-secret': SECRET, 'content-type': 'application/x-www-form-urlencoded' };
    await relay.hook('main', { headers, body: '' });
    expect(await wrong()).toMatch(
      /turned away at the hook "main" with EMPTY_DELIVERY, .* Then let Convoso send it again: it holds no fields, so that it cannot be let in\.$/m,
    );
    expect(await wrong()).not.toContain('quarantine replay');
  });
});

describe('a relay that does not run is wrong', () => {
  it('with when it was last seen, to the minute where it was killed', async () => {
    const { start, folder, clock } = await setUp();
    const relay = await start();
    const seen = () => readFileSync(path.join(folder, 'last-seen'), 'utf8').trim();
    relay.advance(5 * MINUTE);
    await eventually(() => expect(seen()).toBe('2026-11-20T17:05:00.000Z'));
    relay.advance(MINUTE / 2);
    await relay.stop();
    expect(seen()).toBe('2026-11-20T17:05:30.000Z');
    const lastSeenAt = Date.parse(seen());
    expect(await wrongIn(folder, clock.now(), { kind: 'stopped', lastSeenAt })).toContain(
      '! The relay is not running (last seen 2026-11-20 09:05:30 PST): no call is taken in, and nothing that waits goes out. Start it: npm start',
    );
  });
});

describe('a relay that waits for its first call', () => {
  it('is told beside what to do', async () => {
    const { folder, clock, start } = await setUp();
    await start();
    const place = { dataFolder: folder, ...(await storeFor(folder)) };
    const reader = new InProcessReader(() => openReadsAt(place));
    closeAfterTest(() => reader.close());
    const asked = { id: undefined, options: { limit: '1' }, now: clock.now() };
    expect(await explained(reader, { ...asked, relay: RUNNING, where: 'data folder' })).toEqual([
      expect.stringMatching(
        /^Nothing has arrived yet in this data folder\. Let a call come in: paste the curl line/,
      ),
    ]);
  });
});
