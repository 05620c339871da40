import { describe, expect, it } from '@jest/globals';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import type { LiveConfig } from '../../src/config/live-config.js';
import { readDelivery } from '../../src/intake/reading.js';
import { createLog } from '../../src/log.js';
import { Inbox } from '../../src/process/inbox.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Sharing } from '../../src/store/opened-store.js';
import type { Store } from '../../src/store/store.js';
import { Intake } from '../../src/work/intake.js';
import { THE_RELAY } from './holder.js';

const clock = { now: () => 1_000 };
const log = createLog({ readable: false, level: 'silent' });

async function configOf(store: Store): Promise<LiveConfig> {
  const keeper = new ConfigKeeper({ store, clock, log, secrets: () => undefined });
  await keeper.accept(
    JSON.stringify({ version: 1, hooks: [{ id: 'main', fields: { Prospect: 'lead.id' } }] }),
  );
  return keeper.current;
}

function arrivalOf(id: string, body: string) {
  const request = { query: '', headers: {}, body: Buffer.from(body) };
  const reading = readDelivery(request);
  if (reading.outcome !== 'payload') throw new Error(`${body} holds no fields`);
  const { query } = request;
  const kept = { query, headers: '{}', body: request.body, method: 'POST', remoteAddress: '127.0.0.1' };
  return { deliveries: [{ delivery: { id, hookId: 'main', receivedAt: 1_000, ...kept }, reading }] };
}

/** Takes in three deliveries, of which the first and the last are about the same lead; gives which of the others wait for the first. */
async function behindFirst(sharing: Sharing, config?: () => LiveConfig): Promise<string[]> {
  const store = new MemoryStore(() => 1_000).open();
  const running = await configOf(store);
  const relay = { number: 1, sharing };
  const intake = new Intake({ store, inbox: new Inbox(THE_RELAY), relay, config: config ?? (() => running) });
  const bodies = ['Prospect=7&status=NI', 'Prospect=8&status=NI', 'Prospect=7&status=SALE'];
  const added = bodies.map((body, index) => intake.add(arrivalOf(`01J${index}`, body)));
  await intake.commit();
  await Promise.all(added);
  const [, ...others] = await store.intake.unprocessed(10);
  const seqs = others.map(({ seq }) => seq);
  const behind = await store.intake.behindEarlier(seqs, { after: 0, before: 2_000 });
  return others.filter(({ seq }) => behind.includes(seq)).map(({ id }) => id);
}

describe('intake', () => {
  it('notes whose lead a delivery is about, as its hook names the fields', async () => {
    expect(await behindFirst('shared')).toEqual(['01J2']);
  });

  it('notes nothing of that at a relay that is alone', async () => {
    expect(await behindFirst('alone')).toEqual([]);
  });

  it('takes in what it cannot say that of', async () => {
    const broken = (): LiveConfig => {
      throw new Error('a bug');
    };
    expect(await behindFirst('shared', broken)).toEqual([]);
  });
});
