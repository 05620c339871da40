import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../src/log.js';
import { ReadAbandoned, type Reader } from '../../src/reads/reader.js';
import { ThreadReader } from '../../src/reads/thread-reader.js';

const log = createLog({ readable: false, level: 'silent' });
const entry = pathToFileURL(path.join(__dirname, 'broken-entry.mjs'));
const LATEST = { phone: null, limit: 1 };

async function withReader(test: (reader: Reader) => Promise<void>): Promise<void> {
  const reader = new ThreadReader({ dataFolder: 'the folder', log, entry });
  try {
    await test(reader);
  } finally {
    await reader.close();
  }
}

describe('a reader in a thread', () => {
  it.each([
    ['ends', 'occurrence', { id: '01J' }, 'its thread ended with 3'],
    ['throws', 'log', { id: 1, revision: 1 }, 'thrown outside of a read'],
  ] as const)(
    'whose thread %s tells everyone who waits, in words, and answers the next question anew',
    async (_how, name, args, why) => {
      await withReader(async (reader) => {
        const unanswered = reader.ask('deliveries', { after: null, limit: 20 });
        const failed = { code: 'READER_FAILED', message: expect.stringContaining(why) };
        const broken = expect(reader.ask(name, args as never)).rejects.toMatchObject(failed);
        await expect(unanswered).rejects.toMatchObject(failed);
        await broken;

        expect(await reader.ask('latestOccurrences', LATEST)).toEqual(['the folder']);
      });
    },
  );

  it('gives a question up that nobody waits for any more, and goes on with others', async () => {
    await withReader(async (reader) => {
      const asker = new AbortController();
      const question = reader.ask('deliveries', { after: null, limit: 20 }, { signal: asker.signal });
      asker.abort();

      await expect(question).rejects.toBeInstanceOf(ReadAbandoned);
      expect(await reader.ask('latestOccurrences', LATEST)).toEqual(['the folder']);
      const late = reader.ask('latestOccurrences', LATEST, { signal: asker.signal });
      await expect(late).rejects.toBeInstanceOf(ReadAbandoned);
    });
  });

  it('lets nobody wait who is left when it is closed', async () => {
    await withReader(async (reader) => {
      const question = reader.ask('deliveries', { after: null, limit: 20 });
      const given = expect(question).rejects.toBeInstanceOf(ReadAbandoned);
      await reader.close();
      await given;
      await expect(reader.ask('latestOccurrences', LATEST)).rejects.toBeInstanceOf(ReadAbandoned);
    });
  });
});
