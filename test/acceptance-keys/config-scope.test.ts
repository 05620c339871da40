import { describe, expect, it } from '@jest/globals';
import { config, endpoint } from '../support/config.js';
import { send } from '../support/http.js';
import { errorOf, runRelay } from '../support/relay.js';
import { only } from '../support/reports.js';
import { isRunOnPostgres } from '../support/store.js';
import { audited, bearer, makeKey, order } from './keys.js';

const CRM = { url: 'http://127.0.0.1:9' };

/** An endpoint that is sent to with what a reference stands for. */
const sentWith = (secretRef: string) =>
  config({
    endpoints: [endpoint('crm', { url: `${CRM.url}/{secret:key}` }, { secrets: { key: { secretRef } } })],
  });

describe('a key that may change the configuration', () => {
  it.each(['file:api-key', 'file:/etc/hostname', 'env:CONNECT_API_KEY'])(
    'cannot have %s of the relay’s machine sent anywhere; the admin key can',
    async (reference) => {
      const relay = await runRelay({
        config: config({ endpoints: [endpoint('crm', CRM)] }),
        env: { CONNECT_API_KEY: 'a-secret-of-the-environment' },
      });
      const key = await makeKey(relay, { name: 'deploy', scopes: ['config'] });
      const put = (headers: Readonly<Record<string, string>>) =>
        send(`${relay.url}/api/config`, {
          method: 'PUT',
          headers: { ...headers, 'if-match': '"1"', 'content-type': 'application/json' },
          body: JSON.stringify(sentWith(reference)),
        });

      const refused = await put(bearer(key));
      expect([refused.status, errorOf(refused).code]).toEqual([403, 'ADMIN_KEY_NEEDED']);
      expect((await put(relay.authorization)).status).toBe(200);
    },
  );

  it('cannot bring back a reference that was taken out, either', async () => {
    const relay = await runRelay({ config: sentWith('file:/etc/hostname') });
    const key = await makeKey(relay, { name: 'deploy', scopes: ['config', 'read'] });
    await relay.reload(config({ endpoints: [endpoint('crm', CRM)] }));
    const restore = (headers: Readonly<Record<string, string>>) =>
      order(
        relay,
        { method: 'POST', path: '/api/config/revisions/1/restore' },
        { ...headers, 'if-match': '"2"' },
      );

    const refused = await restore(bearer(key));

    expect([refused.status, errorOf(refused).code]).toEqual([403, 'ADMIN_KEY_NEEDED']);
    expect((await restore(relay.authorization)).status).toBe(200);
    const { after } = only(await audited(relay, '?what=config.restore&who=admin%20key'));
    expect(after).toEqual({ revision: 3, restored: 1 });
  });

  it('and may not read is shown nothing of it: neither in a refusal nor in what came of its change', async () => {
    const documentOf = (name: string) =>
      config({ endpoints: [endpoint('crm', CRM, { name, delimiter: '|' })], workflows: [] });
    const relay = await runRelay({ config: documentOf('Planted CRM') });
    const [blind, seeing] = [
      await makeKey(relay, { name: 'deploy', scopes: ['config'] }),
      await makeKey(relay, { name: 'console', scopes: ['config', 'read'] }),
    ];
    const put = (key: { readonly key: string }, base: number, body: string, query = '') =>
      send(`${relay.url}/api/config${query}`, {
        method: 'PUT',
        headers: { ...bearer(key), 'if-match': `"${base}"`, 'content-type': 'application/json' },
        body,
      });
    const other = JSON.stringify(documentOf('Other'));

    const conflict = await put(blind, 7, other);
    const checked = await put(blind, 1, other, '?dryRun=true');
    // Where the configuration stands in a file, somebody may have edited that.
    if (!isRunOnPostgres()) await relay.reload('{ "version": 1,');
    const edited = isRunOnPostgres() ? conflict : await put(blind, 1, other);

    expect([conflict.status, checked.status, edited.status]).toEqual([409, 200, 409]);
    for (const { text } of [conflict, checked, edited])
      expect(text).not.toMatch(/Planted|127\.0\.0\.1|digest/);
    expect(errorOf(conflict).message).toBe(
      'the configuration is at revision 1, and the change was based on 7',
    );
    expect(errorOf(conflict).remedy).toContain('scope read');
    expect(JSON.parse(checked.text)).toMatchObject({
      changes: [{ path: 'endpoints[0].name', message: 'changed: endpoints[0].name' }],
    });
    expect((await put(seeing, 7, other)).text).toContain('Planted');
  });

  it('and may not read learns no name from what it removes, puts back or deletes', async () => {
    const planted = { crm: { url: 'http://planted.example.test' } };
    const secrets = { key: { secretRef: 'store:CRM' } };
    const first = config({
      endpoints: [
        endpoint('planted', { url: `${planted.crm.url}/{secret:key}` }, { name: 'Planted', secrets }),
      ],
      workflows: [],
    });
    const relay = await runRelay({ config: config({ endpoints: [], workflows: [] }) });
    const blind = await makeKey(relay, { name: 'deploy', scopes: ['config'] });
    await order(relay, { method: 'PUT', path: '/api/secrets/CRM' }, bearer(blind), { secret: 'abcdefgh' });
    await relay.reload(first);
    const ask = (method: 'PUT' | 'POST' | 'DELETE', path: string, body?: object, base = 2) =>
      order(relay, { method, path }, { ...bearer(blind), 'if-match': `"${base}"` }, body);
    const empty = config({ endpoints: [], workflows: [] }) as object;

    const answers = [
      await ask('DELETE', '/api/secrets/CRM'),
      await ask('PUT', '/api/secrets/CRM', { secret: 'ijklmnop' }),
      await ask('PUT', '/api/config', empty),
      await ask('POST', '/api/config/revisions/2/restore', undefined, 3),
    ];

    expect(answers.map(({ status }) => status)).toEqual([409, 200, 200, 200]);
    for (const { text } of answers) expect(text).not.toMatch(/planted/i);
    expect(JSON.parse(answers[2]?.text ?? '')).toMatchObject({
      changes: [{ kind: 'removed', path: 'endpoints', at: ['endpoints'], message: 'removed: endpoints' }],
    });
    expect(JSON.parse(answers[3]?.text ?? '')).toMatchObject({
      warnings: [
        { code: 'PLAIN_HTTP', path: 'endpoints', value: '' },
        { path: 'hooks', value: '' },
      ],
    });
  });
});
