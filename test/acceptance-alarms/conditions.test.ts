import type { AnswerOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { callOf, form } from '../support/calls.js';
import { HOUR, MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { ofEmbedded } from '../support/embedded.js';

const ALLOWED = { egress: { allow: ['127.0.0.0/8'] } };

async function openAlarms(relay: TestRelay): Promise<readonly string[]> {
  await relay.running.settle();
  const { text } = await relay.api('alarms?state=open');
  return (JSON.parse(text) as { alarms: { key: string }[] }).alarms.map(({ key }) => key);
}

const kindsOf = async (relay: TestRelay) => (await relay.notifications()).map(({ kind }) => kind);

describe('an alarm', () => {
  it('is raised where calls are turned away one after the other, and ends once they are not any more', async () => {
    const hooks = [{ id: 'main', secret: 'the-secret-of-this-hook' }];
    const relay = await runRelay({ config: config({ endpoints: [], workflows: [], hooks }) });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-connect-secret': 'another' };
    for (let call = 1; call <= 5; call += 1)
      await relay.hook('main', { headers, body: form(callOf(call, call)) });
    relay.clock.advance(MINUTE);
    expect(await openAlarms(relay)).toEqual(['quarantine-growing:main']);
    relay.clock.advance(11 * MINUTE);
    expect(await openAlarms(relay)).toEqual([]);
  });

  ofEmbedded('where no file is read that could be refused').it(
    'is raised while the configuration file is refused, which is told at once, and its end is told',
    async () => {
      const good = config({ endpoints: [], workflows: [] });
      const relay = await runRelay({ config: good });
      await relay.reload('{ "version": 1,');
      expect(await openAlarms(relay)).toEqual(['config-refused']);
      await relay.reload(good);
      relay.clock.advance(11 * MINUTE);
      expect(await openAlarms(relay)).toEqual([]);
      expect((await kindsOf(relay)).sort()).toEqual(['config-refused', 'config-refused-over']);
    },
  );

  it('is raised where no call comes to a hook for as long as the settings say, also over a restart', async () => {
    const document = config({
      endpoints: [],
      workflows: [],
      settings: { ...ALLOWED, alarms: { hookSilentHours: 24 } },
    });
    const first = await runRelay({ config: document });
    await first.post(callOf(1, 1));
    await first.running.settle();
    first.clock.advance(20 * HOUR);
    expect(await openAlarms(first)).toEqual([]);
    await first.stop();
    const dataFolder = first.running.configFile.replace(/\/[^/]*$/, '');
    const second = await runRelay({ dataFolder, clock: first.clock });
    second.clock.advance(5 * HOUR);
    expect(await openAlarms(second)).toEqual(['hook-silent:main']);
    await second.post(callOf(2, 2));
    second.clock.advance(15 * MINUTE);
    expect(await openAlarms(second)).toEqual([]);
    expect((await kindsOf(second)).sort()).toEqual(['hook-silent', 'hook-silent-over']);
  });

  it('is raised for the one of several hooks that is silent, however long the relay has run', async () => {
    const document = config({
      endpoints: [],
      workflows: [],
      hooks: [{ id: 'main' }, { id: 'other' }, { id: 'unused' }],
      settings: { ...ALLOWED, alarms: { hookSilentHours: 24 } },
    });
    const first = await runRelay({ config: document });
    await first.post(callOf(1, 1), 'other');
    first.clock.advance(20 * HOUR);
    await first.post(callOf(2, 2), 'main');
    await first.running.settle();
    await first.stop();
    const dataFolder = first.running.configFile.replace(/\/[^/]*$/, '');
    const second = await runRelay({ dataFolder, clock: first.clock });
    second.clock.advance(5 * HOUR);
    expect(await openAlarms(second)).toEqual(['hook-silent:other']);
  });

  it('of silence goes by calls that a hook took by itself, and not by those that were let in for it', async () => {
    const document = config({
      endpoints: [],
      workflows: [],
      hooks: [{ id: 'main' }, { id: 'locked', secret: 'the-secret-of-this-hook' }],
      settings: { ...ALLOWED, alarms: { hookSilentHours: 24 } },
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-connect-secret': 'another' };
    const first = await runRelay({ config: document });
    await first.post(callOf(1, 1));
    first.clock.advance(10 * HOUR);
    for (const hook of ['main', 'locked']) {
      await first.hook('locked', { headers, body: form(callOf(2, 2)) });
      const { text } = await first.api('quarantine');
      const [{ id }] = (JSON.parse(text) as { quarantine: [{ id: string }] }).quarantine;
      const answer = await first.api(`quarantine/${id}/replay?hook=${hook}`, { method: 'POST' });
      expect(answer.status).toBeLessThan(300);
    }
    await first.running.settle();
    await first.stop();
    const dataFolder = first.running.configFile.replace(/\/[^/]*$/, '');
    const second = await runRelay({ dataFolder, clock: first.clock });
    second.clock.advance(15 * HOUR);
    expect(await openAlarms(second)).toEqual(['hook-silent:main']);
    second.clock.advance(30 * HOUR);
    expect(await openAlarms(second)).toEqual(['hook-silent:main']);
  });

  ofEmbedded('where no database is in the folder').it(
    'is left behind by a relay whose database was taken from under it, and ends with the next start',
    async () => {
      const dataFolder = tempFolder();
      const first = await runRelay({ dataFolder, config: config({ endpoints: [], workflows: [] }) });
      await first.running.settle();
      rmSync(path.join(dataFolder, 'connect.sqlite'));
      first.running.wake();
      expect((await first.api('status')).status).toBe(200);
      first.clock.advance(10 * SECOND);
      await first.running.settle();
      first.clock.advance(2 * MINUTE);
      await first.running.settle();
      await first.stop();
      const second = await runRelay({ dataFolder, clock: first.clock });
      const { text } = await second.api('alarms?state=open');
      expect(text).toContain('"key":"not-ready"');
      second.clock.advance(11 * MINUTE);
      expect(await openAlarms(second)).toEqual([]);
    },
  );

  it('is not raised as a backlog of the relay for what a pause holds', async () => {
    const crm = await destination();
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    await relay.api('endpoints/crm/pause', { method: 'POST' });
    await relay.post(callOf(1, 1));
    await relay.running.settle();
    relay.clock.advance(30 * MINUTE);
    expect(await openAlarms(relay)).toEqual([]);
  });

  it('is raised above a fifth of answers that look like no success', async () => {
    const crm = await destination(() => ({ status: 200, body: '{"success":false}' }));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    for (let call = 1; call <= 20; call += 1) await relay.post(callOf(call, call));
    await relay.running.settle();
    relay.clock.advance(MINUTE);
    expect(await openAlarms(relay)).toEqual(['looks-unsuccessful:crm']);
    const { alarms } = JSON.parse((await relay.api('alarms')).text) as AnswerOf<RelayApi['alarms']['list']>;
    expect(alarms).toMatchObject([{ reminded: false, endTold: false }]);
    expect(alarms[0]?.message).toMatch(/ npm run connect -- failures --doubtful$/);
    const day = JSON.parse((await relay.api('today')).text) as AnswerOf<RelayApi['today']['get']>;
    expect(day.next).toMatchObject({ step: 'alarm', about: 'looks-unsuccessful:crm' });
    expect(day.next.sentence).not.toContain('reminded');
  });
});
