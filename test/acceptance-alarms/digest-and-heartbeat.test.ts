import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HandClock, HOUR, MINUTE } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, tempFolder } from '../support/relay.js';
import { mailServer } from '../support/smtp.js';
import { ofEmbedded } from '../support/embedded.js';

const ALLOWED = { egress: { allow: ['127.0.0.0/8'] } };

/** A relay that mails a digest at half past seven; the clock of the tests begins at nine. */
async function digesting() {
  const server = await mailServer();
  const crm = await destination(({ body }) =>
    body.includes('"3"') ? { status: 422 } : { status: 200, body: '{"success":true}' },
  );
  const clock = new HandClock();
  const dataFolder = tempFolder();
  const start = () =>
    runRelay({
      ...{ clock, dataFolder },
      config: config({
        endpoints: [endpoint('crm', crm, { name: 'CRM' })],
        settings: {
          ...ALLOWED,
          email: { smtpUrl: server.url, from: 'relay@example.test' },
          alarms: { email: 'ops@example.test', digestAt: '07:30' },
        },
      }),
    });
  return { server, crm, clock, start };
}

describe('the digest', () => {
  it('comes once a day, with what was received, sent and refused the day before', async () => {
    const { server, clock, start } = await digesting();
    const relay = await start();
    await relay.running.settle();
    for (let call = 1; call <= 3; call += 1) await relay.settled(await relay.post(callOf(call, call)));
    for (let hour = 0; hour < 30; hour += 1) {
      clock.advance(HOUR);
      await relay.running.settle();
    }
    const digests = server.mails.filter((mail) => mail.header('Subject') === 'Convoso Connect: digest');
    // Of the day before the relay was set up, and of the day itself.
    expect(digests).toHaveLength(2);
    const body = digests[1]?.read().body ?? '';
    expect(body).toContain('2026-11-20 (America/Los_Angeles): 3 calls received, 3 actions planned');
    expect(body).toContain('2 sent, 0 refused, 1 failed');
    expect(body).toContain('CRM: 2 sent, 0 refused, 1 failed');
    expect(body).toContain('What waits now: nothing');
    expect(body).toContain('Open alarms: none');
  });

  it('counts no test of an endpoint, as the status does not', async () => {
    const { server, clock, start } = await digesting();
    const relay = await start();
    await relay.settled(await relay.post(callOf(1, 1)));
    await relay.api('endpoints/crm/test', { method: 'POST' });
    const status = JSON.parse((await relay.api('status')).text) as { goingOut: object[] };
    expect(status.goingOut).toMatchObject([{ endpointId: 'crm', sentToday: 1 }]);
    clock.advance(24 * HOUR);
    await relay.running.settle();
    const body = server.mails.at(-1)?.read().body ?? '';
    expect(body).toContain('1 call received, 1 action planned');
    expect(body).toContain('1 sent, 0 refused, 0 failed');
    expect(body).toContain('CRM: 1 sent, 0 refused, 0 failed');
  });

  it('is sent late, and once, where no relay ran at its time', async () => {
    const { server, clock, start } = await digesting();
    const first = await start();
    await first.running.settle();
    expect(server.mails).toHaveLength(1);
    await first.stop();
    clock.advance(26 * HOUR);
    const second = await start();
    await second.running.settle();
    expect(server.mails).toHaveLength(2);
    await second.stop();
    const third = await start();
    await third.running.settle();
    for (let hour = 0; hour < 3; hour += 1) {
      clock.advance(HOUR);
      await third.running.settle();
    }
    expect(server.mails).toHaveLength(2);
  });

  ofEmbedded('where no file is read that could be refused').it('needs an address to be sent to', async () => {
    const relay = await runRelay({ config: config({ endpoints: [], workflows: [] }) });
    await relay.reload(config({ endpoints: [], workflows: [], settings: { alarms: { digestAt: '07:30' } } }));
    expect((await relay.notice('config-refused')).message).toContain('settings.alarms.email');
  });
});

describe('the heartbeat', () => {
  it('comes once a minute while the relay is well, follows no redirect, and shows its address nowhere', async () => {
    const monitor = await destination();
    const heartbeatUrl = `${monitor.url}/ping/planted-token-of-the-monitor`;
    const relay = await runRelay({
      config: config({ endpoints: [], workflows: [], settings: { ...ALLOWED, alarms: { heartbeatUrl } } }),
    });
    await monitor.received(1);
    relay.advance(30_000);
    relay.advance(31_000);
    await relay.running.settle();
    relay.running.wake();
    await monitor.received(2);
    expect(monitor.requests[0]).toMatchObject({ method: 'GET', path: '/ping/planted-token-of-the-monitor' });
    monitor.behave(() => ({ status: 302, headers: { location: `${monitor.url}/elsewhere` } }));
    relay.clock.advance(MINUTE);
    await relay.running.settle();
    relay.running.wake();
    await monitor.received(3);
    expect(monitor.at('/elsewhere')).toEqual([]);
    expect((await relay.api('config')).text).not.toContain('planted-token-of-the-monitor');
  });

  it('goes to no private network that the settings do not allow', async () => {
    const monitor = await destination();
    const relay = await runRelay({
      config: config({
        endpoints: [],
        workflows: [],
        settings: { egress: { allow: [] }, alarms: { heartbeatUrl: `${monitor.url}/ping` } },
      }),
    });
    relay.advance(MINUTE);
    await relay.running.settle();
    relay.advance(MINUTE);
    await relay.stop();
    expect(monitor.requests).toEqual([]);
  });
});
