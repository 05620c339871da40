import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { config, endpoint } from '../support/config.js';
import { errorOf, runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { OPERATIONS, undocumented } from './documented.js';

const ROUTE = OPERATIONS.get('secrets.set');
if (ROUTE === undefined) throw new Error('there is no operation secrets.set');
const SET = ROUTE;

/** Stores a secret; gives the status and the code, which have to be documented. */
async function set(relay: TestRelay, name: string, secret = 'planted secret') {
  const answer = await relay.api(`secrets/${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret }),
  });
  expect(undocumented(SET, answer)).toBeNull();
  return [answer.status, answer.status === 200 ? null : errorOf(answer).code];
}

describe('a secret that is to be stored', () => {
  it('has a name that is not taken for the one of another secret', async () => {
    const relay = await runRelay({ config: config({ endpoints: [], workflows: [] }) });
    expect(await set(relay, 'CRM_TOKEN')).toEqual([200, null]);

    for (const name of ['crm_token', 'CRM-TOKEN', 'Crm.Token'])
      expect(await set(relay, name)).toEqual([409, 'SECRET_NAME_TAKEN']);
    expect(await set(relay, 'CRM_TOKEN', 'another')).toEqual([200, null]);
    expect(await set(relay, 'CRM_TOKEN_2')).toEqual([200, null]);
    expect(await set(relay, 'CRM%20TOKEN')).toEqual([400, 'BAD_SECRET_NAME']);
  });

  it('is refused as documented where it cannot stand where it is used, or the key file is gone', async () => {
    const dataFolder = tempFolder();
    const crm = { url: 'http://127.0.0.1:9' };
    const header = { authorizationHeader: { secretRef: 'env:HEADER' } };
    const relay = await runRelay({
      dataFolder,
      config: config({ endpoints: [endpoint('crm', crm, header)] }),
      env: { HEADER: 'X-Key: a secret' },
    });
    await set(relay, 'HEADER', 'X-Key: a secret');
    const used = { authorizationHeader: { secretRef: 'store:HEADER' } };
    await relay.reload(config({ endpoints: [endpoint('crm', crm, used)] }));
    expect(await set(relay, 'HEADER', 'no header at all')).toEqual([400, 'CONFIG_REFUSED']);

    rmSync(path.join(dataFolder, 'secrets-key'));
    expect(await set(relay, 'OTHER')).toEqual([409, 'SEAL_KEY_MISSING']);
  });
});
