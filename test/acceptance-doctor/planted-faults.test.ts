import { describe, expect, it } from '@jest/globals';
import { CAMPAIGN, LIST, QUEUE, TOKEN } from '../stand-ins/convoso/convoso.js';
import { DISPOSED } from '../support/calls.js';
import { endpoint } from '../support/config.js';
import { SECRETS, examine, faults, sale, type Document, type Scene } from './doctor.js';

interface Fault extends Scene {
  readonly what: string;
  /** The one line that tells of it: the true cause, and the remedy. */
  readonly line: string | RegExp;
  /** Whether something does not work; else it is worth a look. */
  readonly breaks: boolean;
}

const ENDED = { ...DISPOSED, term_reason: 'CALLER', campaign_id: CAMPAIGN, list_id: LIST };
const STARTED = { ...ENDED, status: 'INCALL', term_reason: '' };
const MOVE = { type: 'MOVE', listId: LIST };
const crm = endpoint('crm', { url: 'https://crm.example.test' });
const INTEGRATION = { type: 'INTEGRATION', endpointId: 'crm' };

const SOLAR_WEST = {
  type: 'LEAD_FIELDS_AND_CALL_DATA',
  conditions: [{ section: 'callLog', field: 'campaign_id', operator: 'is_equal_to', value: 'Solar west' }],
};

const SOLAR_LIST = { section: 'callLog', field: 'list_id', operator: 'is_equal_to', value: 'Solar Wst A' };

const withRights = (...paths: string[]) => ({ rights: { [TOKEN]: ['status/search', ...paths] } });
const doing = (action: object, settings: object = {}) => ({ workflows: [sale([action], settings)] });
const testing = (conditions: readonly object[]) => [
  { type: 'DISPOSITION', values: ['SALE'] },
  { type: 'LEAD_FIELDS_AND_CALL_DATA', conditions },
];

const stopAt = (asked: object) => ({
  type: 'leadFilter',
  conditions: [{ ...asked, operator: 'is_equal_to', value: 'SALE' }],
});

const IN_CONVOSO: readonly Fault[] = [
  {
    what: 'a token that Convoso does not know',
    env: { TOKEN: 'a-token-of-somebody-else', HOOK: 'x-secret' },
    breaks: true,
    line: /^✗ Token: status\/search was refused: the auth token is not valid \(code 5001, .*\) — Copy the token in Convoso, API → Authorization Token\.$/,
  },
  {
    what: 'a Convoso that is not reached',
    before: (standIn) => standIn.close(),
    breaks: true,
    line: /^✗ Token: status\/search was not sent: no connection could be made.* — Check the network and the base URL/,
  },
  {
    what: 'a right that an action needs every time',
    parts: doing(MOVE),
    convoso: withRights('leads/search', 'lists/search'),
    breaks: true,
    line: '✗ Rights: the token has no right to leads/update, which Move of "Sale" needs — Enable leads/update for the token in Convoso, API → Authorization Token.',
  },
  {
    what: 'a right that an action needs on occasion',
    parts: doing(MOVE),
    convoso: withRights('leads/update', 'lists/search'),
    breaks: false,
    line: '! Rights: the token has no right to leads/search, which Move of "Sale" needs where a delivery names no lead_id — Enable leads/search for the token in Convoso, API → Authorization Token.',
  },
  {
    what: 'statuses that are not loaded',
    plant: (document) => ({ ...document, statuses: [] }),
    breaks: false,
    line: "! Statuses: the account's statuses are not loaded: which are final or reached is a guess — Run: npm run connect -- statuses pull",
  },
  {
    what: 'statuses that have changed since',
    before: ({ account }) => {
      account.addStatus({ status: 'APPT', name: 'Appointment' });
      account.statuses.get('NI')['final'] = 'N';
      account.statuses.delete('A');
    },
    breaks: false,
    line: '! Statuses: the account has changed since they were loaded: new APPT; changed NI; gone A — Run: npm run connect -- statuses pull',
  },
  {
    what: 'a status that a workflow waits for and the account does not have',
    parts: doing(MOVE, { events: [{ type: 'DISPOSITION', values: ['SALE', 'SALES'] }] }),
    breaks: true,
    line: '✗ Status codes: the workflow "Sale" mentions the status SALES in its event DISPOSITION, which the account does not have: it never starts by it — Did you mean "SALE"?',
  },
  {
    what: 'a status that an action sets and the account does not have',
    parts: doing({ type: 'STATUS', status: 'CALLBK' }),
    breaks: true,
    line: '✗ Status codes: the workflow "Sale" mentions the status CALLBK in its Status Change, which the account does not have: Convoso cannot set it — Correct it, or add the status in Convoso. There are NEW, A, NI, SALE.',
  },
  {
    what: 'a list that does not exist',
    parts: doing({ type: 'MOVE', listId: '9999' }),
    breaks: true,
    line: '✗ Lists and campaigns: Move of the workflow "Sale" names the list 9999, which the account does not have: Convoso refuses it — Take the id from the Lists screen in Convoso.',
  },
  {
    what: 'a campaign that does not exist',
    parts: doing(MOVE, { relation: { type: 'campaign', ids: ['112'] } }),
    breaks: true,
    line: `✗ Lists and campaigns: the scope of the workflow "Sale" names the campaign 112, which the account does not have: it never starts by it — Did you mean ${CAMPAIGN}, the campaign "Solar West"?`,
  },
  {
    what: 'a campaign that is like none of the account',
    parts: doing(MOVE, { relation: { type: 'campaign', ids: ['98765'] } }),
    breaks: true,
    line: `✗ Lists and campaigns: the scope of the workflow "Sale" names the campaign 98765, which the account does not have: it never starts by it — Use one of the account's: ${CAMPAIGN} Solar West.`,
  },
  {
    what: 'E6: a condition on a campaign by its name in place of its id',
    parts: { workflows: [sale([MOVE], { events: [SOLAR_WEST] })] },
    breaks: true,
    line: `✗ Lists and campaigns: a condition of the workflow "Sale" names the campaign Solar west, which the account does not have: it never starts by it — Write ${CAMPAIGN}, the id of the campaign "Solar West".`,
  },
  {
    what: 'E6: a condition on a list by a name with a slip in it',
    parts: { workflows: [sale([MOVE], { events: [{ ...SOLAR_WEST, conditions: [SOLAR_LIST] }] })] },
    breaks: true,
    line: `✗ Lists and campaigns: a condition of the workflow "Sale" names the list Solar Wst A, which the account does not have: it never starts by it — Did you mean ${LIST}, the list "Solar West A"?`,
  },
  {
    what: 'a queue that Convoso does not list',
    parts: doing(MOVE, { relation: { type: 'queue', ids: ['9'] } }),
    breaks: false,
    line: `! Lists and campaigns: the scope of the workflow "Sale" names the queue 9, which is not among those that Convoso lists (${QUEUE} Queue ${QUEUE}): if there is none, it never starts by it — Compare it with the Queues screen in Convoso.`,
  },
  {
    what: 'campaigns that the token may not look at',
    parts: doing(MOVE, { relation: { type: 'campaign', ids: [CAMPAIGN] } }),
    convoso: withRights('leads/update', 'leads/search', 'lists/search'),
    breaks: false,
    line: /^! Lists and campaigns: it could not be compared with Convoso: campaigns\/search was refused: the auth token has no right to it .* — Enable this endpoint for the token/,
  },
];

const IN_THE_CONFIGURATION: readonly Fault[] = [
  {
    what: 'a mistake in the configuration',
    plant: (document) => ({ ...document, hook: [] }),
    breaks: true,
    line: /^✗ Configuration: hook \("hook"\): The configuration has no key of this name here — Did you mean "hooks"\?$/,
  },
  {
    what: 'a secret that is not there',
    plant: (document: Document) => ({
      ...document,
      hooks: [{ id: 'main', secret: { secretRef: 'env:GONE' } }],
    }),
    breaks: true,
    line: /^✗ Configuration: hooks\[0\]\.secret of the hook "main" \("env:GONE"\): There is nothing behind this secret reference — Set the environment variable GONE/,
  },
  {
    what: 'a hook without a secret',
    parts: { hooks: [{ id: 'main' }] },
    breaks: false,
    line: /^! Configuration: hooks\[0\]\.secret of the hook "main" \(nothing\): Whoever knows the URL .* — Set a secret/,
  },
];

const MAP = "in Convoso's Adaptor; where it arrives under another name, say so in the hook's fields.";

const IN_WHAT_IS_DELIVERED: readonly Fault[] = [
  {
    what: 'a condition on Yes where Y comes',
    parts: doing(MOVE, { events: testing([{ field: 'solar', operator: 'is_equal_to', value: 'Yes' }]) }),
    delivered: [{ ...ENDED, solar: 'Y' }],
    breaks: false,
    line: '! Rules and calls: the workflow "Sale" matched nothing lately: solar came as "Y", which is the same answer as "Yes", but another text — Write "Y".',
  },
  {
    what: 'a state by its letters where its name comes',
    parts: doing(MOVE, {
      events: testing([{ field: 'state', operator: 'is_equal_to', value: 'CA' }]),
    }),
    delivered: [{ ...ENDED, state: 'California' }],
    breaks: false,
    line: '! Rules and calls: the workflow "Sale" matched nothing lately: state came as "California", which is the same state as "CA", but another text — Write "California".',
  },
  {
    what: 'a condition on a field that no hook delivers',
    parts: doing(MOVE, { events: testing([{ field: 'state', operator: 'is_equal_to', value: 'CA' }]) }),
    delivered: [ENDED],
    breaks: true,
    line: `✗ Delivered fields: an event of the workflow "Sale" goes by state, which no hook delivers: it never starts — Map state ${MAP}`,
  },
  {
    what: 'a condition on a field that arrives, but never with a disposition',
    parts: doing(MOVE, { events: testing([{ section: 'lead', field: 'state', operator: 'is_blank' }]) }),
    delivered: [{ lead_id: '1364887', state: 'CA' }, ENDED],
    breaks: true,
    line: `✗ Delivered fields: an event of the workflow "Sale" goes by lead.state, which no hook delivers: it never starts — Map state ${MAP}`,
  },
  {
    what: 'a call count that no hook delivers',
    parts: doing(MOVE, { events: [{ type: 'CALL_COUNT', min: 3 }] }),
    delivered: [ENDED],
    breaks: true,
    line: `✗ Delivered fields: an event of the workflow "Sale" goes by lead.called_count, which no hook delivers: it never starts — Map called_count ${MAP}`,
  },
  {
    what: 'a scope whose id no hook delivers',
    parts: doing(MOVE, { relation: { type: 'campaign', ids: [CAMPAIGN] } }),
    delivered: [DISPOSED],
    breaks: true,
    line: `✗ Delivered fields: the scope of the workflow "Sale" goes by campaign_id, which no hook delivers: it never starts — Map campaign_id ${MAP}`,
  },
  {
    what: 'a Stop Workflow If on a field that no hook delivers',
    parts: doing(MOVE, {
      stopIf: { type: 'leadFilter', conditions: [{ field: 'plan', operator: 'is_numeric' }] },
    }),
    delivered: [ENDED],
    breaks: true,
    line: `✗ Delivered fields: Stop Workflow If of the workflow "Sale" goes by plan, which no hook delivers: nothing is ever stopped — Map plan ${MAP}`,
  },
  {
    what: 'a schedule by a date that no hook delivers',
    parts: doing({ ...MOVE, schedule: { days: 1, relativeTo: { field: 'renewal' } } }),
    delivered: [ENDED],
    breaks: true,
    line: `✗ Delivered fields: the schedule of "a0" of the workflow "Sale" goes by renewal, which no hook delivers: the action is always skipped — Map renewal ${MAP}`,
  },
  {
    what: 'an adaptor that maps what no hook delivers',
    parts: {
      ...doing(INTEGRATION),
      endpoints: [crm],
      adaptors: [
        {
          id: 'call',
          name: 'Call',
          fields: [
            { section: 'callLog', field: 'call_log_id', mappedTo: 'call' },
            { section: 'lead', field: 'id', mappedTo: 'lead' },
            { section: 'extra', field: 'disposition_name', mappedTo: 'outcome' },
            { section: 'lead', field: 'email', mappedTo: 'email' },
            { section: 'extra', field: 'agent_email', mappedTo: 'agent' },
            { section: 'lead', field: 'city', mappedTo: '' },
          ],
        },
      ],
    },
    delivered: [ENDED],
    breaks: false,
    line: `! Delivered fields: the adaptor "Call" for the action "a0" of the workflow "Sale" goes by lead.email, extra.agent_email, which no hook delivers: it is sent empty, or as its default — Map email, agent_email ${MAP}`,
  },
  {
    what: 'an adaptor of three actions that maps what no hook delivers, once',
    parts: {
      workflows: [sale([INTEGRATION, INTEGRATION, INTEGRATION])],
      endpoints: [crm],
      adaptors: [
        { id: 'call', name: 'Call', fields: [{ section: 'lead', field: 'email', mappedTo: 'email' }] },
      ],
    },
    delivered: [ENDED],
    breaks: false,
    line: `! Delivered fields: the adaptor "Call" for the action "a0" of the workflow "Sale" and for 2 other actions goes by lead.email, which no hook delivers: it is sent empty, or as its default — Map email ${MAP}`,
  },
  {
    what: 'a personal callback without the agent of the call',
    parts: doing({ type: 'CALLBACK', afterSeconds: 60, recipient: 'personal' }),
    delivered: [ENDED],
    breaks: true,
    line: `✗ Delivered fields: the action "a0" of the workflow "Sale" goes by callLog.user_id, which no hook delivers: it cannot be carried out — Map user_id ${MAP}`,
  },
  {
    what: 'Skip If Live Call where nothing tells that a call begins',
    parts: doing({ ...MOVE, skipIfLiveCall: true }),
    delivered: [ENDED],
    breaks: true,
    line: '✗ Live calls: nothing has told of a call that begins, so Move of "Sale" is never skipped during one — In Convoso, add a workflow on the Lead Status Lead in Call (INCALL) that calls this hook.',
  },
  {
    what: 'Skip If Live Call where nothing tells that a call ends',
    parts: doing({ ...MOVE, skipIfLiveCall: true }),
    delivered: [STARTED],
    breaks: true,
    line: '✗ Live calls: nothing has told of the end of a call, so after each one Move of "Sale" is skipped for 120 minutes — In Convoso, add a workflow on any Disposition or Term Reason that calls this hook.',
  },
];

/** Names that the configuration is warned about, too: the advice is the same, for to map them would not help. */
const WRONG_NAMES: readonly Fault[] = [
  {
    what: 'a condition on a field with a slip in its name, which no mapping mends',
    parts: doing(MOVE, { events: testing([{ field: 'phone_nummer', operator: 'is_equal_to', value: '1' }]) }),
    delivered: [ENDED],
    breaks: true,
    line: '✗ Delivered fields: an event of the workflow "Sale" goes by phone_nummer, which no hook delivers: it never starts — phone_nummer: did you mean "phone_number"?',
  },
  {
    what: 'Stop Workflow If on another name for the status, which is mapped',
    parts: doing(MOVE, { stopIf: stopAt({ field: 'disposition' }) }),
    delivered: [ENDED],
    breaks: true,
    line: '✗ Delivered fields: Stop Workflow If of the workflow "Sale" goes by disposition, which no hook delivers: nothing is ever stopped — What comes as "disposition" is read as status: write "status".',
  },
  {
    what: "Stop Workflow If on Convoso's field as if it were one's own",
    parts: doing(MOVE, { stopIf: stopAt({ section: 'custom', field: 'source_id' }) }),
    delivered: [ENDED],
    breaks: true,
    line: '✗ Delivered fields: Stop Workflow If of the workflow "Sale" goes by custom.source_id, which no hook delivers: nothing is ever stopped — source_id is in the section lead: name that one, and map it in Convoso\'s Adaptor.',
  },
];

const FAULTS = [...IN_THE_CONFIGURATION, ...IN_CONVOSO, ...IN_WHAT_IS_DELIVERED];

describe('a planted fault', () => {
  it.each(FAULTS)('is told with its cause and its remedy, and nothing else is: $what', async (fault) => {
    const { parts = { workflows: [] }, line, breaks } = fault;
    const examined = await examine({ ...fault, parts: { workflows: [], ...parts } });
    const told = typeof line === 'string' ? line : expect.stringMatching(line);
    expect(faults(examined)).toEqual([told]);
    expect(examined.code).toBe(breaks ? 1 : 0);
    expect(examined.stderr).toBe('');
  });
});

describe('a mail server that alarms cannot go by', () => {
  const BEHIND = { smtpUrl: { secretRef: 'env:SMTP_URL' }, from: 'relay@example.test' };
  const env = { ...SECRETS, SMTP_URL: 'smtps://relay:planted#pw@mail.example.test:465' };
  const alarms = { email: 'operations@example.test' };

  it('is told by its cause, without its password, and that nobody is told of what fails', async () => {
    const examined = await examine({
      parts: { workflows: [], endpoints: [], settings: { email: BEHIND, alarms } },
      env,
    });
    expect(faults(examined)).toEqual([
      expect.stringMatching(
        /^✗ Configuration: settings\.email\.smtpUrl \(\[masked\]\): This cannot be read: .* not percent-encoded — Write smtps:\/\/USER.*%23 for #/,
      ),
      '✗ Alarms: alarms cannot be mailed, and go nowhere else: nobody is told when something fails — Mend settings.email.smtpUrl: see Configuration.',
    ]);
    expect(examined.code).toBe(1);
    expect(examined.stdout).not.toContain('planted');
  });

  it('is worth a look where alarms are posted as well', async () => {
    const posted = { ...alarms, endpointId: 'crm' };
    const parts = { workflows: [], endpoints: [crm], settings: { email: BEHIND, alarms: posted } };
    expect(faults(await examine({ parts, env }))).toContain(
      '! Alarms: alarms cannot be mailed, and go to an endpoint alone — Mend settings.email.smtpUrl: see Configuration.',
    );
  });

  it('does not matter where only other notifications have a wrong address, which an earlier version accepted', async () => {
    const settings = {
      email: { ...BEHIND, smtpUrl: 'smtp://mail.example.test' },
      alarms,
      notifications: { email: 'ops' },
    };
    const examined = await examine({ parts: { workflows: [], endpoints: [], settings } });
    expect(faults(examined)).toEqual([
      expect.stringMatching(
        /^✗ Configuration: settings\.notifications\.email \("ops"\): This is no e-mail address/,
      ),
    ]);
  });
});

describe('a field under a wrong name', () => {
  it.each(WRONG_NAMES)('is not said to be one to map: $what', async ({ line, ...fault }) => {
    const examined = await examine({ ...fault, parts: { workflows: [], ...fault.parts } });
    expect(faults(examined)).toEqual([expect.stringMatching(/^! Configuration: workflows/), line]);
  });
});
