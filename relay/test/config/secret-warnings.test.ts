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

describe('a mail server behind a reference that cannot be read', () => {
  it.each(['acceptLast', 'runStored'] as const)(
    'is told by a start that runs what is stored: %s',
    async (how) => {
      await withDatabase(async (db) => {
        const store = storeOn(db);
        const parts = {
          store,
          clock: { now: () => 1_000 },
          secrets: () => 'smtp://relay:planted#pw@mail.example.test',
        };
        const email = { smtpUrl: { secretRef: 'env:SMTP_URL' }, from: 'relay@example.test' };
        const silent = createLog({ readable: false, level: 'silent' });
        await new ConfigKeeper({ ...parts, log: silent }).accept(
          JSON.stringify({ version: 1, settings: { email } }),
        );

        const log = createLog({ readable: false, level: 'silent' });
        const warn = jest.spyOn(log, 'warn');
        const keeper = new ConfigKeeper({ ...parts, log });
        const stored = await store.configuration.latest();
        if (stored === undefined) throw new Error('nothing was stored');
        await (how === 'acceptLast' ? keeper.acceptLast() : keeper.runStored(stored));

        expect(warn.mock.calls).toEqual([
          [
            { code: 'BAD_SMTP_URL' },
            expect.stringMatching(/^settings\.email\.smtpUrl \(received \[masked\]\)/),
          ],
        ]);
        expect(JSON.stringify(warn.mock.calls)).not.toContain('planted');
      });
    },
  );
});
