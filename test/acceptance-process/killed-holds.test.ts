import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { send } from '../support/http.js';
import { startAhead } from './support/clocked-relay.js';
import { dataFolder } from './support/folders.js';
import { api, deliver } from './support/hook.js';
import type { RelayProcess } from './support/relay-process.js';

const DAY = 86_400_000;

interface Hold {
  readonly id: string;
  readonly givenId: string;
  readonly state: string;
}

async function hold({ url, authorization }: RelayProcess, body: object): Promise<void> {
  const headers = { ...authorization, 'content-type': 'application/json' };
  const answer = await send(`${url}/api/holds`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect({ status: answer.status, text: answer.status === 200 ? '' : answer.text }).toEqual({
    status: 200,
    text: '',
  });
}

const states = async (relay: RelayProcess): Promise<Readonly<Record<string, string>>> => {
  const { holds } = await api<{ holds: Hold[] }>(relay, 'holds');
  return Object.fromEntries(holds.map(({ givenId, state }) => [givenId, state]));
};

describe('holds', () => {
  it('survive SIGKILL again and again: each is handed back once it is due, and what was stopped or ended is not', async () => {
    const waiter = await destination();
    const folder = dataFolder(config({ endpoints: [], workflows: [] }));
    const common = { payload: 1, until: { days: 1 }, resumeUrl: `${waiter.url}/resume` };
    const first = await startAhead(folder, 0);
    for (const n of [1, 2, 3]) await hold(first, { ...common, id: `due ${n}`, lead: '900' });
    await hold(first, { ...common, id: 'stopped', lead: '1', stopOn: { kinds: ['disposition'] } });
    await hold(first, { ...common, id: 'flushed', lead: '2' });
    await hold(first, { ...common, id: 'later', until: { days: 30 } });
    const { url, authorization } = first;
    await send(`${url}/api/holds/flush?givenId=flushed`, { method: 'POST', headers: authorization });
    await deliver(first, callOf(1));
    await eventually(async () => expect((await states(first))['stopped']).toBe('stopped'));
    await first.kill();

    // Nobody is there when they come due, and the next relay is killed in the middle of handing them back.
    waiter.behave(() => 'silence');
    const second = await startAhead(folder, DAY + 60_000);
    await eventually(() => expect(waiter.requests.length).toBeGreaterThan(0));
    await second.kill();

    waiter.behave(() => ({ status: 200 }));
    const third = await startAhead(folder, DAY + 120_000);
    const ended = { stopped: 'stopped', flushed: 'flushed', later: 'held' };
    const resumed = { 'due 1': 'resumed', 'due 2': 'resumed', 'due 3': 'resumed' };
    await eventually(async () => expect(await states(third)).toEqual({ ...ended, ...resumed }));
    expect(new Set(waiter.requests.map(({ key }) => key)).size).toBe(3);
    await third.kill();
  });
});
