import { describe, expect, it } from '@jest/globals';
import { runCommand } from '../acceptance-process/support/command-host.js';
import { callOf } from '../support/calls.js';
import { MINUTE } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { errorOf, runRelay, tempFolder, type TestRelay } from '../support/relay.js';

interface Alarm {
  readonly key: string;
  readonly state: string;
  readonly acknowledgedBy: string | null;
}

const alarmsOf = async (relay: TestRelay, query = ''): Promise<readonly Alarm[]> =>
  (JSON.parse((await relay.api(`alarms${query}`)).text) as { alarms: Alarm[] }).alarms;

/** A relay on a folder that the built command line is asked about. */
async function running() {
  const crm = await destination();
  const dataFolder = tempFolder();
  const relay = await runRelay({
    dataFolder,
    config: config({ endpoints: [endpoint('crm', crm, { name: 'CRM' })] }),
  });
  const connect = (...args: string[]) => runCommand(args, { CONNECT_DATA: dataFolder });
  return { crm, relay, connect };
}

async function fail({
  crm,
  relay,
}: Pick<Awaited<ReturnType<typeof running>>, 'crm' | 'relay'>): Promise<void> {
  crm.behave(() => ({ status: 503 }));
  for (let call = 10; call < 17; call += 1) {
    await relay.post(callOf(call, call));
    await relay.running.settle();
  }
  relay.clock.advance(2 * MINUTE);
  await relay.running.settle();
}

describe('connect status', () => {
  it('tells on one screen that all is well, and ends with 0', async () => {
    const { relay, connect } = await running();
    await relay.settled(await relay.post(callOf(1, 1)));
    const { code, stdout } = await connect('status');
    expect(stdout.split('\n')).toEqual([
      'Convoso Connect at 2026-11-20 09:00:00 PST: all is well',
      '',
      'Arriving   last call 2026-11-20 09:00:00 PST · 1 call today · 0 turned away',
      'Deciding   no call waits · 1 action planned today',
      'Going out',
      '  CRM   1 sent today · nothing waits',
      '',
    ]);
    expect(code).toBe(0);
  });

  it('tells what is wrong and what to do, and ends with 1', async () => {
    const { crm, relay, connect } = await running();
    await fail({ crm, relay });
    const { code, stdout } = await connect('status');
    expect(stdout).toContain('something is wrong');
    expect(stdout).toMatch(
      / {2}CRM {3}0 sent today · failing since 2026-11-20 09:00:00 PST · 7 waiting, the first since/,
    );
    expect(stdout).toContain('! CRM has been failing since 2026-11-20 09:00:00 PST');
    expect(stdout).toContain('npm run connect -- alarms acknowledge failing:crm:server-error');
    expect(code).toBe(1);
  });

  it('tells of a stopped relay what its folder holds, and ends with 2', async () => {
    const { crm, relay, connect } = await running();
    await relay.settled(await relay.post(callOf(1, 1)));
    await fail({ crm, relay });
    await relay.stop();
    const { code, stdout } = await connect('status');
    expect(stdout).toContain(': not ready');
    expect(stdout).toContain('The relay is not running');
    expect(stdout).toContain('Start it: npm start');
    expect(stdout).toContain('failing since 2026-11-20 09:00:00 PST');
    expect(code).toBe(2);
    const { code: asJson, stdout: json } = await connect('status', '--json');
    expect(JSON.parse(json)).toMatchObject({ ready: false, notReady: { code: 'RELAY_NOT_RUNNING' } });
    expect(asJson).toBe(2);
  });

  it('of a folder on which no relay has ever run says so, and ends with 2', async () => {
    const { code, stderr } = await runCommand(['status'], { CONNECT_DATA: tempFolder() });
    expect(stderr).toContain('[NEVER_STARTED]');
    expect(code).toBe(2);
  });
});

describe('an alarm', () => {
  it('is acknowledged by the command line, reminds nobody then, and is over by itself', async () => {
    const { crm, relay, connect } = await running();
    await fail({ crm, relay });
    expect((await connect('alarms')).stdout).toContain('failing:crm:server-error   open');
    const { code, stdout } = await connect('alarms', 'acknowledge', 'failing:crm:server-error');
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('is acknowledged by'),
    });
    expect(await alarmsOf(relay, '?state=acknowledged')).toHaveLength(1);
    const told = (await relay.notifications()).find(({ key }) => key === 'alarm:failing:crm:on');
    relay.clock.advance(90 * MINUTE);
    await relay.running.settle();
    const later = (await relay.notifications()).find(({ key }) => key === 'alarm:failing:crm:on');
    expect(later?.count).toBe(told?.count);
    crm.behave(() => ACCEPTED);
    for (let n = 0; n < 20; n += 1) {
      relay.clock.advance(10 * MINUTE);
      await relay.running.settle();
    }
    expect(await alarmsOf(relay, '?state=resolved')).toMatchObject([{ key: 'failing:crm:server-error' }]);
    expect((await relay.notifications()).map(({ kind }) => kind)).toContain('recovered');
    expect((await connect('alarms', '--state', 'open')).stdout).toContain('There is no such alarm.');
    const again = await relay.api('alarms/failing:crm:server-error/acknowledge', { method: 'POST' });
    expect({ status: again.status, code: errorOf(again).code }).toEqual({
      status: 409,
      code: 'ALARM_IS_OVER',
    });
  });

  it('that is not there cannot be acknowledged', async () => {
    const { relay } = await running();
    const answer = await relay.api('alarms/nothing/acknowledge', { method: 'POST' });
    expect({ status: answer.status, code: errorOf(answer).code }).toEqual({
      status: 404,
      code: 'UNKNOWN_ALARM',
    });
  });

  it('survives a restart: it stays acknowledged, and is told to be over by the relay that follows', async () => {
    const crm = await destination();
    const dataFolder = tempFolder();
    const document = config({ endpoints: [endpoint('crm', crm)] });
    const first = await runRelay({ dataFolder, config: document });
    await fail({ crm, relay: first });
    await first.api('alarms/failing:crm:server-error/acknowledge', { method: 'POST' });
    await first.stop();
    const second = await runRelay({ dataFolder, clock: first.clock });
    expect(await alarmsOf(second)).toMatchObject([{ state: 'acknowledged', acknowledgedBy: 'admin key' }]);
    crm.behave(() => ACCEPTED);
    for (let n = 0; n < 10; n += 1) {
      second.clock.advance(5 * MINUTE);
      await second.running.settle();
    }
    expect(await alarmsOf(second)).toMatchObject([{ state: 'resolved' }]);
    expect((await second.notifications()).filter(({ kind }) => kind === 'recovered')).toHaveLength(1);
  });
});
