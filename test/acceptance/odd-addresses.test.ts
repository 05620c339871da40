import { NO_SECRETS, createMasker } from '@convoso-connect/core';
import { describe, expect, it } from '@jest/globals';
import { tablesOf } from '../support/beside.js';
import { callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { ofEmbedded } from '../support/embedded.js';

/** Where a reader of addresses and a browser disagree on what is a user, a password, a port or a path. */
const ODD_ADDRESSES = [
  'http://127.0.0.1:1\\@host/',
  'http://127.0.0.1:65535\\@host/',
  'http://127.0.0.1:1\\\\@host/',
  'http://user\\@127.0.0.1:1/',
  'http://127.0.0.1:1\\pass"word@host/?x="\\',
  'http://127.0.0.1:1/"\\u0041"?{"a":1}',
  'http://127.0.0.1:1/?token=Planted-99\\',
  'http://127.0.0.1:1#\\@host:secret-part@x',
];

/** Text that JSON, headers or addresses write in another way; each is masked where an answer repeats it. */
const ODD_CREDENTIALS = [
  'Planted-99\\',
  'Planted-99"',
  '\\"Planted\\',
  'Planted-99\\u0022',
  '{"k":"Planted-99\\\\"}',
];

type Endpoints = readonly Readonly<Record<string, unknown>>[];

/** A relay on a folder whose endpoints an earlier version accepted, which took every such address. */
async function relayThatHas(endpoints: Endpoints): Promise<TestRelay> {
  const dataFolder = tempFolder();
  const plain = endpoints.map((each) => ({ ...each, apiUrl: 'https://crm.example.test/in' }));
  await (await runRelay({ dataFolder, config: config({ endpoints: plain, workflows: [] }) })).stop();
  const masker = createMasker(NO_SECRETS);
  const tables = await tablesOf(dataFolder);
  const { document } = await tables
    .selectFrom('config_revisions')
    .select('document')
    .executeTakeFirstOrThrow();
  const stored = JSON.parse(document) as { endpoints: { apiUrl: string }[] };
  for (const [index, { apiUrl }] of endpoints.entries()) {
    const kept = stored.endpoints[index];
    if (kept !== undefined) kept.apiUrl = masker.url(String(apiUrl));
  }
  await tables
    .updateTable('config_revisions')
    .set({ document: JSON.stringify(stored) })
    .execute();
  return runRelay({ dataFolder, config: config({ endpoints, workflows: [] }) });
}

describe('C12: the test of an endpoint', () => {
  it('says what came of it, however odd the address and the credentials are', async () => {
    const crm = await destination((request) => ({ status: 200, body: JSON.stringify({ success: request }) }));
    const endpoints = [
      ...ODD_ADDRESSES.map((apiUrl, index) => endpoint(`address-${index}`, crm, { apiUrl })),
      ...ODD_CREDENTIALS.flatMap((secret, index) => [
        endpoint(`query-${index}`, crm, { apiAuthentication: `k=${secret}` }),
        endpoint(`header-${index}`, crm, { authorizationHeader: `Authorization: Bearer ${secret}` }),
      ]),
    ];
    const relay = await relayThatHas(endpoints);
    const id = await relay.post(callOf(1));
    expect((await relay.settled(id)).id).toBe(id);
    for (const { id } of endpoints) {
      const { status, text } = await relay.api(`endpoints/${String(id)}/test`, { method: 'POST' });
      expect({ id, status, outcome: JSON.parse(text) as unknown }).toMatchObject({
        id,
        status: 200,
        outcome: { method: 'POST', delivered: !String(id).startsWith('address') },
      });
      expect(text).not.toContain('Planted');
    }
    expect(JSON.parse((await relay.api('logs?limit=50')).text)).toMatchObject({
      logs: { length: endpoints.length },
    });
  });
});

ofEmbedded('where no file is read that could be refused').describe(
  'an address whose host programs do not agree on',
  () => {
    it('is refused in a document that is new, with what to write, and what runs goes on', async () => {
      const crm = await destination();
      const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
      await relay.reload(config({ endpoints: [endpoint('crm', crm, { apiUrl: 'http://127.1:1\\@host/' })] }));
      const { message } = await relay.notice('config-refused');
      expect(message).toContain('[AMBIGUOUS_HOST]');
      expect(message).toContain('Write the host as its name or its usual address');
      await relay.settled(await relay.post(callOf(1)));
      expect(crm.requests).toHaveLength(1);
    });
  },
);
