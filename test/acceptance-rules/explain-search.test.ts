import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { explained, type ExplainOptions } from '../../relay/src/cli/explain.js';
import { InProcessReader } from '../../relay/src/reads/in-process-reader.js';
import { openReadsAt } from '../../relay/src/store/place.js';
import { callOf } from '../support/calls.js';
import { closeAfterTest } from '../support/closing.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination, type Destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { storeFor } from '../support/store.js';
import { ofEmbedded } from '../support/embedded.js';

const SECRET = 'a-secret-of-the-hook';
const SIGNED = { 'x-connect-secret': SECRET, 'content-type': 'application/x-www-form-urlencoded' };
const FIRST = { ...callOf(41, 'call-1'), phone_number: '7735550141' };
const TURNED_AWAY = { ...callOf(42, 'call-2'), phone_number: '7735550142' };

const form = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();

interface Asked {
  readonly relay: TestRelay;
  readonly crm: Destination;
  readonly folder: string;
  readonly explain: (id?: string, options?: Partial<ExplainOptions>) => Promise<string>;
  /** The id of the one call that was taken. */
  readonly first: string;
}

/** A relay that has taken one call and turned another away, whose secret was wrong. */
async function asked(settings: Readonly<Record<string, unknown>> = {}): Promise<Asked> {
  const crm = await destination();
  const folder = tempFolder();
  const document = config({
    endpoints: [endpoint('crm', crm, settings)],
    workflows: [
      workflow('all', ['crm'], { name: 'Every call' }),
      workflow('sales', ['crm'], {
        name: 'Closed deals',
        events: [{ type: 'DISPOSITION', values: ['SALE'] }],
      }),
      workflow('sold', ['crm'], {
        name: 'Closed and paid',
        events: [{ type: 'DISPOSITION', values: ['PAID'] }],
      }),
    ],
    hooks: [{ id: 'main', secret: SECRET }],
  });
  const relay = await runRelay({ config: document, dataFolder: folder });
  const taken = await relay.hook('main', { headers: SIGNED, body: form(FIRST) });
  const first = (JSON.parse(taken.text) as { id: string }).id;
  await relay.explain(first);
  const wrong = { ...SIGNED, 'x-connect-secret': 'another' };
  expect((await relay.hook('main', { headers: wrong, body: form(TURNED_AWAY) })).status).toBeGreaterThan(400);
  const place = { dataFolder: folder, ...(await storeFor(folder)) };
  const reader = new InProcessReader(() => openReadsAt(place));
  closeAfterTest(() => reader.close());
  const explain: Asked['explain'] = async (id, options = {}) => {
    const texts = await explained(reader, {
      id,
      where: 'data folder',
      options: { limit: '1', ...options },
      now: relay.clock.now(),
      relay: { kind: 'running' },
    });
    return texts.join('\n');
  };
  await eventually(async () => expect(await explain()).toContain('TURNED AWAY'.toLowerCase()));
  return { relay, crm, folder, explain, first };
}

describe('explain', () => {
  it('begins with what is wrong now: calls that were turned away, by the clock of the account', async () => {
    const { explain, first } = await asked();
    const text = await explain();
    expect(text).toMatch(
      /^What is wrong now\n {2}! A request was turned away at the hook "main" with SECRET_WRONG, last at 2026-11-20 09:00:00 PST/,
    );
    expect(text).toContain(first);
  });

  it.each<[string, Partial<ExplainOptions>]>([
    ['phone number', { phone: '(773) 555-0142' }],
    ['last digits', { phone: '0142' }],
    ['lead', { lead: '42' }],
    ['call', { call: 'call-2' }],
  ])('finds what was turned away by its %s', async (_, options) => {
    const { explain, first } = await asked();
    const text = await explain(undefined, options);
    expect(text).toMatch(
      /TURNED AWAY with 401 SECRET_WRONG: .*\n {2}Mend that, then let it in: npm run connect -- quarantine replay \w+/,
    );
    expect(text).not.toContain(first);
  });

  it('says of what came to no hook that it is let in by naming one', async () => {
    const { relay, explain } = await asked();
    const body = form({ ...TURNED_AWAY, phone_number: '7735550149' });
    const answer = await fetch(`${relay.url}/webhook/main`, { method: 'POST', headers: SIGNED, body });
    expect(answer.status).toBe(404);
    await eventually(async () =>
      expect(await explain(undefined, { phone: '0149' })).toMatch(
        /TURNED AWAY with 404 UNKNOWN_PATH: .*\n {2}Mend that, then let it in: npm run connect -- quarantine replay \w+ --hook <hook>/,
      ),
    );
  });

  it.each<[string, Partial<ExplainOptions>]>([
    ['phone number', { phone: '+1 773 555 0141' }],
    ['last digits', { phone: '50141' }],
    ['lead', { lead: '41' }],
    ['call', { call: 'call-1' }],
  ])('finds an occurrence by its %s', async (_, options) => {
    const { explain, first } = await asked();
    expect(await explain(undefined, options)).toContain(`${first}   2026-11-20 09:00:00 PST`);
  });

  it('says in the headline what came of the actions', async () => {
    const { relay, explain, first } = await asked();
    await relay.settled(first);
    expect(await explain(first)).toContain('Every call — FIRED: sent\n');
    const off = await asked({ active: false });
    await off.relay.settled(off.first);
    expect(await off.explain(off.first)).toMatch(
      /Every call — FIRED: not sent: the endpoint "crm" is switched off/,
    );
  });

  it('tells of one workflow alone where it is named, and which there are where it is not there', async () => {
    const { explain, first } = await asked();
    const text = await explain(first, { workflow: 'sales' });
    expect(text).toContain('Closed deals — did not fire');
    expect(text).not.toContain('Every call — FIRED');
    await expect(explain(first, { workflow: 'upsale' })).rejects.toMatchObject({
      code: 'UNKNOWN_WORKFLOW',
      remedy: 'Use one of: all ("Every call"), sales ("Closed deals"), sold ("Closed and paid").',
    });
  });

  it('takes a workflow by its name, or by how id or name begin, and asks where that may be several', async () => {
    const { explain, first } = await asked();
    for (const workflow of ['closed deals', 'Closed d', 'sal'])
      expect(await explain(first, { workflow })).toContain('Closed deals — did not fire');
    await expect(explain(first, { workflow: 'closed' })).rejects.toMatchObject({
      code: 'AMBIGUOUS_WORKFLOW',
      remedy: 'Use the id of one: sales ("Closed deals"), sold ("Closed and paid").',
    });
  });

  ofEmbedded('where no file is read that could be refused').it(
    'begins with a configuration that was refused, until one is accepted',
    async () => {
      const { relay, folder, explain } = await asked();
      writeFileSync(path.join(folder, 'connect.json'), '{"version": 1, "workflow": []}');
      await relay.notice('config-refused');
      expect(await explain()).toMatch(/^What is wrong now\n {2}! .*refused/i);
    },
  );

  it('begins with an endpoint that fails, while its actions wait for another attempt', async () => {
    const { relay, crm, explain, first } = await asked({ name: 'Our CRM' });
    await relay.settled(first);
    expect(await explain()).not.toContain('for another attempt');
    crm.behave(() => ({ status: 503, body: 'busy' }));
    const taken = await relay.hook('main', {
      headers: SIGNED,
      body: form({ ...FIRST, call_log_id: 'call-3' }),
    });
    const { id } = JSON.parse(taken.text) as { id: string };
    await relay.explainWhen(id, ({ actions }) => expect(actions[0]?.attempts).toHaveLength(1));
    expect(await explain()).toContain(
      '! One action waits for another attempt at "Our CRM", since 2026-11-20 09:00:00 PST: answered 503 (it says: busy).',
    );
  });

  it('tells of silence', async () => {
    const { relay, explain } = await asked();
    relay.advance(30 * 60 * 60_000);
    expect(await explain()).toContain('! Nothing has arrived since 2026-11-20 09:00:00 PST.');
  });

  it('refuses to look for several things at once', async () => {
    const { explain } = await asked();
    await expect(explain(undefined, { lead: '1', call: '2' })).rejects.toMatchObject({
      code: 'SEVERAL_SOUGHT',
    });
  });
});
