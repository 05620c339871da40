import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DISPOSED, form, type Fields } from '../support/calls.js';
import { destination, type ArrivedRequest } from '../support/destination.js';
import { freePort } from '../support/free-port.js';
import { send } from '../support/http.js';
import { acceptedId, runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { decisionOn } from '../support/reports.js';

const CALL: Fields = {
  call_log_id: '14683239',
  lead_id: '1364887',
  campaign_id: '111',
  campaign_name: 'Solar West',
  agent_email: 'agent@example.test',
};
const STARTED: Fields = { ...CALL, status: 'INCALL', term_reason: 'NONE' };
const ENDED: Fields = { ...CALL, status: 'DISPO', term_reason: 'CALLER' };
const DISPOSED_AS_NI: Fields = { ...CALL, status: 'NI' };

/** A relay that a first start on an empty folder set up, with its sample pointed at a real destination. */
async function sampleAgainst(to: { url: string; port: number }): Promise<TestRelay> {
  const dataFolder = tempFolder();
  const port = await freePort();
  const first = await runRelay({ dataFolder, port });
  await first.stop();
  const sample = readFileSync(path.join(dataFolder, 'connect.json'), 'utf8');
  const inspector = `http://127.0.0.1:${port}/inspect`;
  const document = JSON.parse(
    sample.replaceAll(inspector, to.url).replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${to.port}`),
  ) as object;
  const config = { ...document, hooks: [{ id: 'main' }] };
  return runRelay({ dataFolder, config });
}

function queryOf(request: ArrivedRequest | undefined): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(request?.url.split('?')[1] ?? ''));
}

describe('the Balto pattern of the sample configuration, against a real destination', () => {
  it('fires only Start when a lead goes into a call: INCALL is no disposition, and NONE ends no call', async () => {
    const balto = await destination();
    const relay = await sampleAgainst(balto);

    const report = await relay.settled(await relay.post(STARTED));

    expect(balto.requests.map(({ path }) => path)).toEqual(['/start']);
    expect(balto.requests[0]?.method).toBe('GET');
    expect(queryOf(balto.requests[0])).toEqual({
      voip_call_id: '14683239',
      voip_customer_id: '1364887',
      voip_campaign_id: '111',
      voip_campaign_name: 'Solar West',
      email: 'agent@example.test',
    });
    expect(report.callEvent.kinds).toEqual(['leadStatus']);
    expect(decisionOn(report, 'start').outcome).toBe('fired');
    expect(decisionOn(report, 'disposition')).toMatchObject({
      outcome: 'not-matched',
      reason: expect.stringContaining('no disposition'),
    });
    expect(decisionOn(report, 'stop')).toMatchObject({
      outcome: 'not-matched',
      reason: 'term reason is NONE, which marks calls still running or never connected',
    });
  });

  it('gives each endpoint its call exactly once as a call starts, ends and is disposed of', async () => {
    const balto = await destination();
    const relay = await sampleAgainst(balto);

    for (const delivered of [STARTED, ENDED, DISPOSED_AS_NI]) {
      await relay.settled(await relay.post(delivered));
    }
    await relay.stop();

    expect(balto.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /start',
      'GET /stop',
      'POST /disposition',
    ]);
    expect(balto.at('/disposition')[0]?.body).toBe('{"voip_call_id":"14683239","disposition":"NI"}');
  });

  it('fires Stop and Disposition from one delivery that carries both', async () => {
    const balto = await destination();
    const relay = await sampleAgainst(balto);

    const report = await relay.settled(await relay.post({ ...DISPOSED_AS_NI, term_reason: 'CALLER' }));
    await relay.stop();

    expect(balto.requests.map(({ path }) => path).sort()).toEqual(['/disposition', '/stop']);
    expect(decisionOn(report, 'start')).toMatchObject({ outcome: 'not-matched' });
  });

  it('fires nothing for the end of a call that never connected, and says why', async () => {
    const balto = await destination();
    const relay = await sampleAgainst(balto);

    const report = await relay.settled(await relay.post({ ...CALL, term_reason: 'NONE' }));

    expect(report.actions).toEqual([]);
    expect(report.decisions.map(({ outcome }) => outcome)).toEqual([
      'not-matched',
      'not-matched',
      'not-matched',
    ]);
  });
});

describe('a first start on an empty folder', () => {
  const PASTED: Fields = { ...DISPOSED, term_reason: 'CALLER', agent_email: 'agent@example.test' };

  interface Inspected {
    readonly requests: readonly {
      readonly url: string;
      readonly fields: Readonly<Record<string, string>>;
      readonly idempotencyKey: string;
    }[];
  }

  async function inspected(relay: TestRelay): Promise<Inspected['requests']> {
    const { text } = await send(`${relay.url}/inspect`, {
      headers: { ...relay.authorization, accept: 'application/json' },
    });
    return (JSON.parse(text) as Inspected).requests;
  }

  it('writes a sample that delivers to its own inspector, and answers the same line as a repeat', async () => {
    const dataFolder = tempFolder();
    const relay = await runRelay({ dataFolder, port: await freePort() });

    expect(relay.running.wroteSample).toBe(true);
    const id = await relay.post(PASTED, withSecret(relay));
    const report = await relay.settled(id);
    expect(report.actions.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(await relay.post(PASTED, withSecret(relay))).toBe(id);
    expect(await inspected(relay)).toHaveLength(2);
    relay.advance(10_000);
    await relay.settled(await relay.post(PASTED, withSecret(relay)));
    expect(await inspected(relay)).toHaveLength(4);
    const disposition = (await inspected(relay)).find(({ url }) => url.startsWith('/inspect/disposition'));
    expect(disposition?.fields).toEqual({ voip_call_id: '14683239', disposition: 'NI' });
  });

  /** The sample's hook with the secret that was made for it, as it stands. */
  const withSecret = ({ running }: TestRelay): string =>
    `main?secret=${running.keeper.current.resolved.hooks[0]?.secret ?? ''}`;

  it('shows people what was delivered on a page that leads to the reasons', async () => {
    const dataFolder = tempFolder();
    const relay = await runRelay({ dataFolder, port: await freePort() });
    const fields = { ...PASTED, agent_email: '<script>alert("x")</script>' };
    const id = await relay.post(fields, withSecret(relay));
    const report = await relay.settled(id);

    const page = await send(`${relay.url}/inspect`, {
      headers: { ...relay.authorization, accept: 'text/html' },
    });

    expect(page.headers['content-type']).toContain('text/html');
    expect(page.text).toContain('<th>voip_call_id</th><td>14683239</td>');
    expect(page.text).toContain('&lt;script&gt;');
    expect(page.text).not.toContain('<script>alert');
    expect(page.text).toContain(report.actions[0]?.id);
    expect(page.text).toContain(`<a href="/api/occurrences/${id}?as=text">`);
  });

  it('takes the very form that a person pastes, and keeps the sample at the second start', async () => {
    const dataFolder = tempFolder();
    const port = await freePort();
    const first = await runRelay({ dataFolder, port });
    const body = form(PASTED);
    await first.settled(acceptedId(await first.hook(withSecret(first), { body })));
    await first.stop();

    const second = await runRelay({ dataFolder, port });

    expect(second.running.wroteSample).toBe(false);
    expect(second.running.keeper.current.revision.number).toBe(1);
    const report = await second.settled(acceptedId(await second.hook(withSecret(second), { body })));
    expect(report.actions.map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('puts the JSON Schema that the sample names beside it, and an upgrade replaces it', async () => {
    const dataFolder = tempFolder();
    const first = await runRelay({ dataFolder, port: await freePort() });
    await first.stop();
    const { $schema } = JSON.parse(readFileSync(path.join(dataFolder, 'connect.json'), 'utf8')) as {
      $schema: string;
    };
    const beside = path.join(dataFolder, $schema);
    const kept = readFileSync(path.join(__dirname, '../../core/connect.schema.json'), 'utf8');
    expect(readFileSync(beside, 'utf8')).toBe(kept);

    writeFileSync(beside, '{}');
    const second = await runRelay({ dataFolder });
    await second.stop();
    expect(readFileSync(beside, 'utf8')).toBe(kept);

    rmSync(beside);
    await runRelay({ dataFolder });
    expect(existsSync(beside)).toBe(false);
  });

  it('has no inspector where the configuration does not turn it on', async () => {
    const relay = await runRelay({ config: { version: 1 } });

    expect((await send(`${relay.url}/inspect`)).status).toBe(404);
    expect((await send(`${relay.url}/inspect/start?a=b`)).status).toBe(404);
  });
});
