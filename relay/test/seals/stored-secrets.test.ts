import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { seal } from '../../src/seals/seal.js';
import { StoredSecrets } from '../../src/seals/stored-secrets.js';
import { storeOn, withDatabase } from '../store/temp-database.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'connect-seals-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('stored secrets whose names read alike, from before there was a rule about it', () => {
  it('go on: each is read, set anew and deleted by its own name, and no third one is added', async () => {
    await withDatabase(async (db) => {
      const store = storeOn(db);
      const key = randomBytes(32);
      writeFileSync(path.join(folder, 'secrets-key'), key.toString('base64url'));
      for (const name of ['CRM_TOKEN', 'crm_token'])
        await store.configuration.putSecret({
          ...{ name, sealed: seal(`of ${name}`, { name, key }) },
          ...{ open: null, setAt: 1 },
        });
      const secrets = await StoredSecrets.open({
        ...{ dataFolder: folder, store },
        ...{ areOthers: false, now: () => 2 },
      });

      await secrets.set('crm_token', 'another', 2);
      await expect(secrets.set('Crm-Token', 'a third', 2)).rejects.toMatchObject({
        code: 'SECRET_NAME_TAKEN',
      });
      expect(['CRM_TOKEN', 'crm_token', 'Crm-Token'].map((name) => secrets.read(name))).toEqual([
        'of CRM_TOKEN',
        'another',
        undefined,
      ]);
      await secrets.delete('CRM_TOKEN');
      expect(secrets.list()).toEqual([{ name: 'crm_token', setAt: 2 }]);
    });
  });
});
