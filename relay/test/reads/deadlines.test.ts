import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createLog } from '../../src/log.js';
import { ThreadReader } from '../../src/reads/thread-reader.js';

const log = createLog({ readable: false, level: 'silent' });
const entry = pathToFileURL(path.join(__dirname, 'hanging-entry.mjs'));
const LATEST = { phone: null, limit: 1 };
const PAGE = { after: null, limit: 20 };
const TOO_LONG = { code: 'READ_TOO_LONG', message: expect.stringContaining('"deliveries"') };

const readers: ThreadReader[] = [];
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.close();
});

/** A reader whose deadlines pass when the test says so, each once. */
function reader() {
  const pending: { late: () => void; milliseconds: number }[] = [];
  const made = new ThreadReader({
    dataFolder: 'the folder',
    log,
    entry,
    deadlines: (milliseconds, late) => {
      const deadline = { late, milliseconds };
      pending.push(deadline);
      return () => void pending.splice(pending.indexOf(deadline), 1);
    },
  });
  readers.push(made);
  return { reader: made, pending };
}

describe('a read that hangs', () => {
  it('is given up at its deadline, in words, and all others are answered by another thread', async () => {
    const { reader: reading, pending } = reader();
    const [before] = await reading.ask('latestOccurrences', LATEST);
    const hanging = expect(reading.ask('deliveries', PAGE)).rejects.toMatchObject(TOO_LONG);
    const behind = reading.ask('latestOccurrences', LATEST);

    pending[0]?.late();

    await hanging;
    const [after] = await behind;
    expect(after).not.toEqual(before);
    expect(pending).toEqual([]);
    expect(await reading.ask('latestOccurrences', LATEST)).toEqual([after]);
  });

  it('is asked once more at most, where it was another that was given up first', async () => {
    const { reader: reading, pending } = reader();
    const hanging = expect(reading.ask('deliveries', PAGE)).rejects.toMatchObject(TOO_LONG);
    const first = expect(reading.ask('latestOccurrences', LATEST)).rejects.toMatchObject({
      code: 'READ_TOO_LONG',
    });
    pending[1]?.late();
    await first;
    const second = expect(reading.ask('latestOccurrences', LATEST)).rejects.toMatchObject({
      code: 'READ_TOO_LONG',
    });
    pending.at(-1)?.late();
    await second;

    await hanging;
    expect(await reading.ask('latestOccurrences', LATEST)).toHaveLength(1);
  });

  it('has longer for a dry run than for a page', () => {
    const { reader: reading, pending } = reader();
    void reading.ask('deliveries', PAGE).catch(() => undefined);
    const span = { from: null, to: null };
    const asked = { document: null, revision: 1, span, lead: null, standIn: null };
    void reading.ask('simulation', asked).catch(() => undefined);
    const [page, dryRun] = pending.map(({ milliseconds }) => milliseconds);
    expect(dryRun).toBeGreaterThan(page ?? Infinity);
  });
});
