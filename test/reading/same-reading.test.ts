import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { zap, type Zap } from '../zapier/zap.js';
import { partsOf, readWithCore, type Parts } from './core-reading.js';
import { CORPUS, type Said, type Sample } from './corpus.js';

async function inRelay(relay: TestRelay, { body, type = '', query = '' }: Sample): Promise<Parts[]> {
  const answer = await relay.hook(`main?${query}`, {
    headers: type === '' ? {} : { 'content-type': type },
    body: Buffer.from(body as string),
  });
  const { id, ids = [id] } = JSON.parse(answer.text) as { id: string; ids?: string[] };
  const reports = await Promise.all(ids.map((each) => relay.explain(each)));
  return reports.map(({ callEvent }) => partsOf(callEvent));
}

/** Zapier hands over text: bytes that are no UTF-8 are its own to read. */
async function inZapier(zapier: Zap, { body, type = '', query = '' }: Sample): Promise<Parts[] | null> {
  if (typeof body !== 'string') return null;
  const headers = { 'Http-Content-Type': type };
  const rawRequest = { method: 'POST' as const, querystring: query, headers, content: body };
  const events = await zapier.trigger('call_event', { rawRequest });
  return events.map(partsOf);
}

function expectSaid(parts: readonly Parts[], says: readonly Said[]): void {
  expect(parts).toHaveLength(says.length);
  for (const [index, { notes = [], ...fields }] of says.entries()) {
    expect(parts[index]).toMatchObject(fields);
    expect(parts[index]?.notes.map(({ code }) => code).sort()).toEqual([...notes].sort());
  }
}

describe('a delivery says the same wherever it is read', () => {
  it('of sixty bodies and more', () => expect(CORPUS.length).toBeGreaterThanOrEqual(60));

  it.each(CORPUS.map((sample) => [sample.what, sample] as const))('%s', (_, sample) => {
    expectSaid(readWithCore(sample), sample.says);
  });

  it('in the relay', async () => {
    const hooks = [{ id: 'main', repeatSeconds: 0 }];
    const relay = await runRelay({ config: config({ endpoints: [], hooks }) });
    for (const sample of CORPUS) {
      expect([sample.what, await inRelay(relay, sample)]).toEqual([sample.what, readWithCore(sample)]);
    }
  });

  it('in Zapier', async () => {
    const zapier = await zap();
    for (const sample of CORPUS) {
      const read = await inZapier(zapier, sample);
      if (read !== null) expect([sample.what, read]).toEqual([sample.what, readWithCore(sample, null)]);
    }
  });
});
