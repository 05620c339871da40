import { describe, expect, it, jest } from '@jest/globals';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import { createLog } from '../../src/log.js';
import { withDatabase, storeOn } from '../store/temp-database.js';

const endpoint = (authorizationHeader: unknown) => ({
  id: 'crm',
  apiUrl: 'https://crm.example.test/',
  requestMethod: 'GET',
  direction: 'outbound',
  authorizationHeader,
});

describe('a secret too short to be masked wherever it appears', () => {
  it.each([
    ['in the document', 'X-Sandbox: true|X-Api-Key: 4455', ['INLINE_SECRET', 'SHORT_SECRET']],
    ['behind a reference', { secretRef: 'env:CRM' }, ['SHORT_SECRET']],
  ])('is warned about in the log when it is saved, without being told: %s', async (_, secret, codes) => {
    await withDatabase(async (db) => {
      const log = createLog({ readable: false, level: 'silent' });
      const warn = jest.spyOn(log, 'warn');
      const secrets = () => 'X-Sandbox: true|X-Api-Key: 4455';
      const keeper = new ConfigKeeper({ store: storeOn(db), clock: { now: () => 1_000 }, log, secrets });

      await keeper.accept(JSON.stringify({ version: 1, endpoints: [endpoint(secret)] }));

      const told = warn.mock.calls as unknown as [{ code: string }, string][];
      expect(told.map(([{ code }]) => code)).toEqual(codes);
      const [, message = ''] = told.at(-1) ?? [];
      expect(message).toMatch(
        /^endpoints\[0\]\.authorizationHeader of the endpoint "crm" \(received \[masked\]\): .*header 2 of the list/,
      );
      expect(JSON.stringify(told)).not.toContain('4455');
    });
  });
});
