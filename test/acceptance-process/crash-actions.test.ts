import { describe, expect, it } from '@jest/globals';
import { LEAD, disposed, documentWith, withLead } from '../acceptance-actions/account.js';
import { CALL } from '../acceptance-actions/account.js';
import { TOKEN, convoso, type ConvosoStandIn } from '../stand-ins/convoso/convoso.js';
import { full } from '../support/check-full.js';
import { endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { mailServer } from '../support/smtp.js';
import { dataFolder } from './support/folders.js';
import { api, deliver } from './support/hook.js';
import { startRelayHere, type RelayHere } from './support/relay-here.js';
import { startRelayProcess } from './support/relay-process.js';

interface Action {
  readonly id: string;
  readonly state: string;
}

const ENV = { TOKEN, SIGNING: 'a secret to sign with' };

const actionsOf = async (relay: RelayHere): Promise<Action[]> =>
  (await api<{ actions: Action[] }>(relay, 'actions')).actions;

/** Waits until all actions are done, and gives them. */
const done = (relay: RelayHere): Promise<Action[]> =>
  eventually(async () => {
    const actions = await actionsOf(relay);
    expect(actions.map(({ state }) => state)).toEqual(['done']);
    return actions;
  });

const callback = { lead_id: LEAD, recipient: 'System', callback_time_zone: '-8.00', stage: 'PENDING' };

/** What has to be true of the account once, however often the relay was cut off. */
const ACTIONS: readonly (readonly [
  name: string,
  action: object,
  path: string,
  check: (standIn: ConvosoStandIn) => void,
])[] = [
  [
    'Status Change',
    { type: 'STATUS', status: 'SALE' },
    'leads/update',
    ({ leads }) => expect(leads.get(LEAD)['status']).toBe('SALE'),
  ],
  [
    'Move',
    { type: 'MOVE', listId: '4455' },
    'leads/update',
    ({ leads }) => expect(leads.get(LEAD)['list_id']).toBe('4455'),
  ],
  [
    'Field, a sum',
    { type: 'FIELD', field: 'annual_revenue', operation: 'add', value: '1' },
    'leads/update',
    ({ leads }) => expect(leads.get(LEAD)['annual_revenue']).toBe('11'),
  ],
  [
    'System Callback',
    { type: 'CALLBACK', afterSeconds: 60 },
    'callbacks/insert',
    ({ account }) => expect(account.callbacks.all()).toHaveLength(3),
  ],
  [
    'Update Callback, removing',
    { type: 'CALLBACK_UPDATE', operation: 'remove' },
    'callbacks/delete',
    ({ account }) => expect(account.callbacks.all().map(({ id }) => id)).toEqual(['2']),
  ],
  [
    'Place Call',
    { type: 'HOPPER' },
    'leads/insert',
    ({ account, leads }) => {
      expect(leads.size).toBe(1);
      expect(new Set(account.hopper.map(({ leadId }) => leadId))).toEqual(new Set([LEAD]));
    },
  ],
  [
    'Add to DNC',
    { type: 'DNC', numbers: 'primary' },
    'dnc/insert',
    ({ account }) => expect(account.dnc.size).toBe(1),
  ],
  [
    'Add to Revenue',
    { type: 'REVENUE', amount: 5 },
    'revenue/update',
    ({ calls }) => expect(calls.get(CALL)['revenue']).toBe('5'),
  ],
];

async function account(): Promise<ConvosoStandIn> {
  const standIn = await convoso();
  withLead(standIn, { annual_revenue: '10' });
  standIn.account.lists.add({
    id: '4455',
    name: 'Solar West B',
    campaign_id: '111',
    status: 'Y',
    last_called_at: '',
  });
  standIn.account.callbacks.add({ ...callback, id: '1', callback_time: '2026-11-21 09:00:00' });
  standIn.account.callbacks.add({ ...callback, id: '2', callback_time: '2026-11-22 09:00:00' });
  return standIn;
}

/** Contact actions are held outside legal hours; this account may contact at any time. */
const ANY_TIME = { contactHours: { start: '00:00', end: '24:00', stateRules: false, override: true } };

const MOMENTS = ['before processing', 'after processing'] as const;

/** When each of the actions is cut off: in the short form at the one moment or the other, in turns. */
const CUT_OFF = ACTIONS.map(
  (each, index) => [...each, full ? MOMENTS : [MOMENTS[index % 2] ?? 'after processing']] as const,
);

describe('a relay that is killed while it acts in Convoso', () => {
  it.each(CUT_OFF)(
    '%s is done once, whether Convoso had done it already or not',
    async (_, action, path, check, moments) => {
      for (const moment of moments) {
        const standIn = await account();
        const settings = { egress: { allow: ['127.0.0.0/8'] }, ...ANY_TIME };
        const folder = dataFolder(documentWith(standIn, [{ id: 'a', ...action }], { settings }));
        const first = await startRelayProcess(folder, ENV);
        const release =
          moment === 'after processing' ? standIn.holdNext(path) : standIn.holdNextUnprocessed(path);
        await deliver(first, disposed());
        await eventually(async () =>
          expect(standIn.requests.some((request) => request.path === `/v1/${path}`)).toBe(true),
        );
        await first.kill();
        release();

        const second = await startRelayHere(folder, ENV);
        const [{ id } = { id: '' }] = await done(second);
        expect(id).toMatch(/-01$/);
        check(standIn);
        await second.stop();
      }
    },
  );
});

describe('a relay that is killed while it sends to people', () => {
  it('repeats a mail with the same Message-ID, so that mail systems can tell', async () => {
    const standIn = await account();
    const server = await mailServer();
    const settings = {
      egress: { allow: ['127.0.0.0/8'] },
      email: { smtpUrl: server.url, from: 'relay@example.test' },
    };
    const mail = { id: 'a', type: 'EMAIL', to: 'ops@example.test', subject: 'x', body: 'y' };
    const folder = dataFolder(documentWith(standIn, [mail], { settings }));
    const first = await startRelayProcess(folder, ENV);
    const release = server.holdNext();
    await deliver(first, disposed());
    await server.received(1);
    await first.kill();
    release();

    await done(await startRelayHere(folder, ENV));
    const mails = await server.received(2);
    expect(new Set(mails.map((each) => each.header('Message-ID'))).size).toBe(1);
    expect(new Set(mails.map(({ text }) => text.split('\r\n\r\n')[1])).size).toBe(1);
  });

  it('repeats a message with the same key and body', async () => {
    const standIn = await account();
    const gateway = await destination((_request, count) => (count === 1 ? 'silence' : { status: 200 }));
    const settings = {
      egress: { allow: ['127.0.0.0/8'] },
      signing: { secret: { secretRef: 'env:SIGNING' } },
      ...ANY_TIME,
    };
    const sms = { id: 'a', type: 'SMS', message: 'Hello', endpointId: 'sms' };
    const folder = dataFolder(
      documentWith(standIn, [sms], { endpoints: [endpoint('sms', gateway)], settings }),
    );
    const first = await startRelayProcess(folder, ENV);
    await deliver(first, disposed());
    await gateway.received(1);
    await first.kill();

    await done(await startRelayHere(folder, ENV));
    const [once, again] = await gateway.received(2);
    expect(again?.key).toBe(once?.key);
    expect(again?.body).toBe(once?.body);
  });
});
