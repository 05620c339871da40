import { describe, expect, it } from '@jest/globals';
import { dataFolder } from '../acceptance-process/support/folders.js';
import { connect } from '../acceptance-process/support/relay-process.js';
import { callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay } from '../support/relay.js';
import { mailServer } from '../support/smtp.js';
import { SECRETS, examine, faults } from './doctor.js';

const FROM = 'relay@example.test';
const MAIL = { smtpUrl: 'smtp://mail.example.test', from: FROM };
const alarms = { email: 'operations@example.test' };

/** A folder whose relay has not got rid of a mail, and says so. */
async function afterAMailThatFailed() {
  const folder = dataFolder();
  const server = await mailServer();
  server.refuse(554);
  const crm = await destination(() => ({ status: 400 }));
  const settings = {
    egress: { allow: ['127.0.0.0/8'] },
    notifications: { email: 'ops@example.test' },
    email: { smtpUrl: server.url, from: FROM },
  };
  const document = config({ endpoints: [endpoint('crm', crm)], settings });
  const relay = await runRelay({ dataFolder: folder, config: document });
  await relay.settled(await relay.post(callOf(1, 1)));
  await eventually(async () => {
    const { text } = await relay.api('notifications');
    expect(text).toContain('"sendFailure":"email: ');
  });
  return { folder, relay };
}

describe('notifications that could not be mailed', () => {
  it('are told by doctor, by status and by explain, with why', async () => {
    const { folder, relay } = await afterAMailThatFailed();
    const why = /notification of 2026-11-20 09:00:00 PST \(not-delivered\) could not be sent, email: .*554/;
    const status = await connect(folder, ['status']);
    expect(status.stdout).toMatch(why);
    expect(status.stdout).toContain('something is wrong');
    expect(status.code).toBe(1);
    expect((await connect(folder, ['explain'])).stdout).toMatch(why);
    await relay.stop();

    const doctor = await connect(folder, ['doctor']);
    const lines = doctor.stdout.split('\n').filter((line) => line.includes('Alarms:'));
    expect(lines).toEqual([
      expect.stringMatching(
        /^✗ Alarms: the notification of .* \(not-delivered\) could not be sent, .* — .* Mend settings\.email/,
      ),
    ]);
    expect(doctor.code).toBe(1);
  });
});

describe('alarms alone', () => {
  const parts = (settings: object) => ({
    workflows: [],
    endpoints: [],
    settings: { email: MAIL, ...settings },
  });
  const told = async (settings: object): Promise<readonly string[]> =>
    (await examine({ parts: parts(settings) })).lines.filter((line) => line.includes('Alarms:'));

  it('are said to tell nobody of a single action that is not delivered', async () => {
    expect(await told({ alarms })).toEqual([
      '✓ Alarms: somebody is told when something fails',
      '– Alarms: of a single action that is not delivered, refused or answered doubtfully nobody is told — Set settings.notifications as well if somebody should be.',
    ]);
    expect(await told({ alarms, notifications: alarms })).toEqual([
      '✓ Alarms: somebody is told when something fails',
    ]);
  });
});

describe('a heartbeat', () => {
  it('into a private network that is not allowed is worth a look', async () => {
    const heartbeatUrl = { secretRef: 'env:BEAT' };
    const parts = {
      workflows: [],
      endpoints: [],
      settings: { email: MAIL, alarms: { ...alarms, heartbeatUrl } },
    };
    const { lines } = await examine({ parts, env: { ...SECRETS, BEAT: 'http://10.1.2.3:8080/planted' } });
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^! Configuration: settings\.alarms\.heartbeatUrl \(\[masked\]\): This address is in a private network, .* Add "10\.1\.2\.3:8080" to settings\.egress\.allow/,
      ),
    );
  });
});

describe('a hook that has taken no call yet', () => {
  const hooks = [{ id: 'main' }, { id: 'later' }];
  const partsWith = (more: object) => ({
    ...{ workflows: [], endpoints: [], hooks },
    settings: { email: MAIL, alarms: { ...alarms, ...more } },
  });
  const delivered = [{ call_log_id: '1', lead_id: '1', phone_number: '2025550113' }];
  const aboutSilence = (lines: readonly string[]) => lines.filter((line) => line.includes('is not told'));

  it('is named where somebody counts on being told of its silence', async () => {
    const { lines } = await examine({ parts: partsWith({ hookSilentHours: 24 }), delivered });
    expect(aboutSilence(lines)).toEqual([
      '– Alarms: that no call comes to the hook "later" is not told: none has come yet that was taken — Let Convoso send a first call; from then on its silence is told (hook-silent).',
    ]);
    const before = await examine({ parts: partsWith({ hookSilentHours: 24 }) });
    expect(aboutSilence(before.lines)[0]).toContain('to the hooks "main", "later" is not told');
  });

  it('is none of the alarms where nobody does', async () => {
    expect(aboutSilence((await examine({ parts: partsWith({}), delivered })).lines)).toEqual([]);
  });
});

describe('a mail server', () => {
  it('in a private network that is not allowed sends no alarm', async () => {
    const email = { smtpUrl: 'smtp://127.0.0.1:7125', from: FROM };
    const parts = { workflows: [], endpoints: [], settings: { email, alarms } };
    const plant = (document: object) => ({
      ...document,
      settings: { ...parts.settings, egress: { allow: [] } },
    });
    expect(faults(await examine({ parts, plant }))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^! Configuration: settings\.email\.smtpUrl .* Add "127\.0\.0\.1:7125" to settings\.egress\.allow/,
        ),
        expect.stringMatching(/^✗ Alarms: alarms cannot be mailed, and go nowhere else/),
      ]),
    );
  });

  it('whose address has more in it than is read is worth a look, and mails go by it', async () => {
    const email = { smtpUrl: { secretRef: 'env:SMTP_URL' }, from: FROM };
    const env = { ...SECRETS, SMTP_URL: 'smtp://mail.example.test:587?tls=no' };
    const parts = { workflows: [], endpoints: [], settings: { email, alarms } };
    const { lines } = await examine({ parts, env });
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^! Configuration: settings\.email\.smtpUrl \(\[masked\]\): This has a path, a \? or a #/,
      ),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^✓ Alarms:/));
  });
});
