import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { send } from '../support/http.js';
import { dataFolder } from './support/folders.js';
import { deliver } from './support/hook.js';
import { startRelayProcess } from './support/relay-process.js';

async function runningRelay() {
  const crm = await destination();
  const folder = dataFolder(config({ endpoints: [endpoint('crm', crm)] }));
  const relay = await startRelayProcess(folder);
  const id = await deliver(relay, callOf(1));
  await crm.received(1);
  const ask = async (place: string, sending = {}) => {
    const { status, text } = await send(`${relay.url}/api/${place}`, {
      headers: relay.authorization,
      ...sending,
    });
    expect({ place, status }).toEqual({ place, status: 200 });
    return text;
  };
  await eventually(async () => expect(await ask('actions')).toContain('"state":"done"'));
  return { relay, id, ask };
}

describe('the reader of a relay as it ships', () => {
  it('answers every list, and everything about one entry', async () => {
    const { relay, id, ask } = await runningRelay();

    expect(await ask('occurrences')).toContain(id);
    expect(await ask(`occurrences/${id}`)).toContain('"outcome":"fired"');
    expect(await ask(`occurrences/${id}?as=text`)).toContain('FIRED');
    expect(await ask(`deliveries/${id}`)).toContain('lead_id=1');
    expect(await ask('leads/1/history')).toContain(id);
    expect(await ask('logs/1')).toContain(`"occurrenceId":"${id}"`);
    expect(await ask('logs?format=csv')).toContain(`${id}-01`);
    expect(await ask('actions?format=csv')).toContain(`${id}-01`);
    expect(await ask('pending')).toContain('"pending":[]');
    expect(await ask('simulate', { method: 'POST' })).toContain('"occurrences":1');
    expect(await ask('adaptors/call/preview', { method: 'POST' })).toContain(`"occurrenceId":"${id}"`);
    for (const place of ['deliveries', 'quarantine', 'dead-letters', 'notifications', 'config/revisions']) {
      expect(await ask(place)).toContain('"next":null');
    }
    await relay.stop();
  });

  it('refuses in the same words as the relay itself', async () => {
    const { relay } = await runningRelay();
    const refused = async (place: string, body: string) => {
      const { status, text } = await send(`${relay.url}/api/${place}`, {
        method: 'POST',
        headers: relay.authorization,
        body,
      });
      const { error } = JSON.parse(text) as { error: { code: string; remedy: string } };
      expect(error.remedy).not.toBe('');
      return [status, error.code];
    };
    expect(await refused('simulate', '{"version":1,"hoks":[]}')).toEqual([400, 'CONFIG_REFUSED']);
    expect(await refused('adaptors/none/preview', '')).toEqual([404, 'UNKNOWN_ADAPTOR']);
    await relay.stop();
  });

  it('is a thread of its own that gives way to intake, with a connection of its own', async () => {
    const { relay, ask } = await runningRelay();
    await ask('occurrences');
    const { pid } = relay;
    // Only Linux shows the threads of a process, and has priorities for them.
    if (!existsSync(`/proc/${pid}/task`)) return;

    const niceness = readdirSync(`/proc/${pid}/task`).map((task) => nicenessOf(pid, task));
    // Whoever runs the tests may have told all of them to give way.
    const ofIntake = nicenessOf(pid, String(pid));
    expect(niceness.filter((nice) => nice > ofIntake)).toHaveLength(1);
    // Of the relay, of its reader, and of its checkpoints, which begin a second after the first call.
    await eventually(() => {
      expect(readdirSync(`/proc/${pid}/fd`).filter((fd) => opensDatabase(pid, fd))).toHaveLength(3);
    });
    await relay.stop();
  });
});

/** The 19th field, counted behind the name in brackets, which may hold anything. */
function nicenessOf(pid: number, task: string): number {
  const stat = readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
}

function opensDatabase(pid: number, fd: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/fd/${fd}`).endsWith('/connect.sqlite');
  } catch {
    return false;
  }
}
