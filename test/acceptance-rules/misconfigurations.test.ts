import { describe, expect, it } from '@jest/globals';
import { callOf, type Fields } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, type TestRelay } from '../support/relay.js';

type Settings = Readonly<Record<string, unknown>>;

/** A set-up that is accepted and does not do what its author meant. It is nine in the morning in Los Angeles. */
interface Misconfiguration {
  readonly what: string;
  /** Of the one workflow, which delivers every disposition to the endpoint "crm" unless this says otherwise. */
  readonly workflow?: Settings;
  readonly endpoint?: Settings;
  /** Of the document. */
  readonly document?: Settings;
  readonly switchedOff?: string;
  /** The calls that come in; the last is the one that somebody asks about. */
  readonly calls?: readonly Fields[];
  /** Or the first is. */
  readonly asksAbout?: 'first';
  /** What the trail has to say of its true cause. */
  readonly trail: RegExp;
  /** What it must not say, because it would lead astray. */
  readonly astray?: RegExp;
  /** What is warned about before it runs. */
  readonly warning?: RegExp;
}

const CALL: Fields = { ...callOf(1), call_type: 'OUTBOUND' };
const NEXT: Fields = { ...callOf(1, 2), call_type: 'OUTBOUND' };

const without = (field: string): Fields =>
  Object.fromEntries(Object.entries(CALL).filter(([name]) => name !== field));

const posting = (schedule: Settings, action: Settings = {}) => [
  { id: 'now', schedule, actions: [{ id: 'post', type: 'INTEGRATION', endpointId: 'crm', ...action }] },
];

const onField = (field: string, value: string, section?: string) => ({
  type: 'LEAD_FIELDS_AND_CALL_DATA',
  conditions: [{ ...(section !== undefined && { section }), field, operator: 'is_equal_to', value }],
});

const onAll = (...conditions: readonly Settings[]) => ({ type: 'LEAD_FIELDS_AND_CALL_DATA', conditions });

const onLead = (...conditions: readonly Settings[]) => ({ type: 'leadFilter', conditions });

const equal = (field: string, value: string) => ({ field, operator: 'is_equal_to', value });

/** Sends people to a screen on which nothing is wrong. */
const MAP_IT = /: map it in Convoso's Adaptor/;

const MISCONFIGURATIONS: readonly Misconfiguration[] = [
  {
    what: 'a condition on a field that nobody mapped in Convoso',
    workflow: {
      events: [
        {
          type: 'LEAD_FIELDS_AND_CALL_DATA',
          conditions: [{ section: 'lead', field: 'state', operator: 'is_equal_to', value: 'CA' }],
        },
      ],
    },
    trail: /did not fire: lead\.state was not delivered: map it in Convoso's Adaptor/,
  },
  {
    what: 'a change from a status, for a lead of which no earlier status is known',
    workflow: { events: [{ type: 'LEAD_STATUS', from: ['NEW'], to: ['NI'] }] },
    trail: /the status before this is not known; asked: from NEW/,
  },
  {
    what: 'a scope of another campaign',
    workflow: { relation: { type: 'campaign', ids: ['111'] } },
    calls: [{ ...CALL, campaign_id: '222' }],
    trail: /did not fire: campaign is "222"; asked: 111/,
  },
  {
    what: 'a scope of queues, for outbound calls',
    workflow: { relation: { type: 'queue', ids: ['7'] } },
    calls: [{ ...CALL, queue_id: '7' }],
    trail: /did not fire: the scope queue needs an inbound call; this one is OUTBOUND/,
  },
  {
    what: 'a workflow that somebody switched off at run time',
    switchedOff: 'workflows/all',
    trail:
      /did not fire: switched off by an operator at 2026-11-20 09:00:00 PST\n.*\n.*switch workflow all on/,
  },
  {
    what: 'an endpoint that is not active',
    endpoint: { active: false },
    trail: /FIRED: not sent: the endpoint "crm" is switched off/,
  },
  {
    what: 'a limit of one, where a call brings two dispositions',
    workflow: { rateLimit: 1 },
    calls: [CALL, { ...CALL, agent_comment: 'set again' }],
    trail: /this workflow had 1 trigger for this lead in the last 3 minutes, 1 is allowed; .* in 180 s/,
  },
  {
    what: 'hours by the clock of the wrong zone, outside of which events are dropped',
    workflow: { ignoreOutsideHours: { window: '9-5', timeZone: 'Europe/Berlin' } },
    trail: /outside the hours 9-5, .*: it was 18:00 by the clock of Europe\/Berlin; the event is dropped/,
    warning: /What happens outside these hours is lost for this workflow, not held\./,
  },
  {
    what: 'Skip If Pending, with an action that is due in a month',
    workflow: { skipIfPending: true, actionSets: posting({ days: 30 }) },
    calls: [CALL, NEXT],
    trail:
      /one action of this workflow is still pending for this lead\n[^]*✗ skip if pending: see above\n.*pending --workflow all --lead 1/,
  },
  {
    what: 'a schedule that counts from a date that is not delivered',
    workflow: { actionSets: posting({ days: 1, relativeTo: { field: 'appointment_date' } }) },
    trail: /"post" is skipped: appointment_date was not delivered: map it in Convoso's Adaptor/,
  },
  {
    what: 'hours in which no call is legal for as long as the hopper entry lives',
    document: { account: { id: 'main', authToken: 'planted' } },
    workflow: {
      actionSets: [
        {
          id: 'now',
          actions: [
            { id: 'call', type: 'HOPPER', expiresInMinutes: 300, schedule: { holdUntilHours: '5-9' } },
          ],
        },
      ],
    },
    trail:
      /"call" is skipped: There is no time within a year that suits "5-9 .*" and "contact hours 08:00-21:00 .* 5 h"/,
    warning: /it reaches the lead outside contact hours/,
  },
  {
    what: 'a stop on final statuses, with flags that are guesses',
    workflow: { stopIf: { type: 'finalStatus' }, actionSets: posting({ hours: 2 }) },
    calls: [CALL, { ...NEXT, status: 'SALE' }],
    asksAbout: 'first',
    trail: /FIRED: not sent: stopped: the lead now has the final status SALE \(a guess: .* statuses/,
    warning: /which of them are reached or final is a guess/,
  },
  {
    what: 'actions on 0 percent',
    workflow: { performActionOn: 0 },
    trail: /this lead is not among the 0 % that actions are performed on/,
    warning: /this workflow never performs any/,
  },
  {
    what: 'a disposition by its name',
    workflow: { events: [{ type: 'DISPOSITION', values: ['Not Interested'] }] },
    trail: /disposition is NI; asked: Not Interested/,
    warning: /This is the name of a status; .* Write "NI"\./,
  },
  {
    what: 'one status twice, in two spellings',
    document: { statuses: [{ status: 'Ni' }, { status: 'NI', final: true }, { status: 'SALE' }] },
    workflow: { stopIf: { type: 'finalStatus' }, actionSets: posting({ hours: 2 }) },
    calls: [{ ...CALL, status: 'SALE' }, NEXT],
    asksAbout: 'first',
    trail: /FIRED: waits until 2026-11-20 11:00:00 PST/,
    warning: /This is "Ni" once more, because case does not count; its name and flags are not used/,
  },
  {
    what: 'two dispositions, where either was meant',
    workflow: {
      events: [
        { type: 'DISPOSITION', values: ['NI'] },
        { type: 'DISPOSITION', values: ['SALE'] },
      ],
    },
    trail: /! .* at \S+: Both must be true of one call, .* For "or", put both in `values` of one event\./,
    astray: MAP_IT,
    warning: /Both must be true of one call/,
  },
  {
    what: 'a scope by the name of a campaign',
    workflow: { relation: { type: 'campaign', ids: ['Solar West'] } },
    calls: [{ ...CALL, campaign_id: '222', campaign_name: 'Solar West' }],
    trail:
      /did not fire: campaign is "222"; asked: Solar West\. "Solar West" is the name of that campaign: ask for its id/,
    astray: MAP_IT,
    warning: /A scope compares campaign_id, and this looks like a name: /,
  },
  {
    what: 'a scope of a campaign of which only the name is delivered',
    workflow: { relation: { type: 'campaign', ids: ['222'] } },
    calls: [{ ...CALL, campaign_name: 'Solar West' }],
    trail:
      /did not fire: campaign_id was not delivered, only the name: .* as "Solar West"\. Map Campaign ID in Convoso's Adaptor, too/,
    astray: MAP_IT,
  },
  {
    what: 'a condition on a field of the call, as if it were of the lead',
    workflow: { events: [onField('call_type', 'OUTBOUND', 'lead')] },
    trail: /callLog\.call_type came as "OUTBOUND": the rule is to name the section callLog, or none/,
    astray: MAP_IT,
    warning: /It is in the section callLog/,
  },
  {
    what: 'a condition on a field with a slip in its name',
    workflow: { events: [onField('phone_nummer', '7735550167')] },
    trail:
      /phone_nummer was not delivered, but .*phone_number came as "7735550167": did the rule mean "phone_number"\?/,
    astray: MAP_IT,
    warning: /Did you mean "phone_number"\?/,
  },
  {
    what: "a field with a slip in its name in Convoso's Adaptor",
    workflow: { relation: { type: 'campaign', ids: ['222'] } },
    calls: [{ ...CALL, kampaign_id: '222' }],
    trail:
      /custom\.kampaign_id came as "222": correct the name in Convoso's Adaptor, or name it in the fields of the hook/,
    astray: MAP_IT,
  },
  {
    what: 'an adaptor in Convoso that sends nothing of the call',
    calls: [{ lead_id: '1', first_name: 'Test', phone_number: '7735550167', status: 'NI' }],
    trail:
      /did not fire: no disposition: the status NI came without a call.* Map Call Log ID \(call_log_id\)/,
  },
  {
    what: 'the term reason that is none',
    workflow: { events: [{ type: 'TERM_REASON', values: ['NONE'] }] },
    calls: [{ ...CALL, term_reason: 'NONE' }],
    trail: /! .* at \S+: NONE is no term reason: .* Name one of CALLER, AGENT/,
    astray: MAP_IT,
    warning: /NONE is no term reason/,
  },
  {
    what: 'the disposition of a state',
    workflow: { events: [{ type: 'DISPOSITION', values: ['INCALL'] }] },
    calls: [{ ...CALL, status: 'INCALL' }],
    trail: /! .* at \S+: INCALL says where a lead or call stands, .* "LEAD_STATUS", "to": \["INCALL"\]/,
    astray: MAP_IT,
    warning: /never the disposition of a call/,
  },
  {
    what: 'a stop by the name of a status',
    workflow: { stopIf: onLead(equal('status', 'Sold')), actionSets: posting({ hours: 2 }) },
    document: { statuses: [{ status: 'SLD', name: 'Sold' }] },
    calls: [CALL, { ...NEXT, status: 'SLD' }],
    asksAbout: 'first',
    trail: /FIRED: waits until [^]*! ".*" at stopIf.*: This is the name of a status; .* Write "SLD"\./,
    warning: /so this never holds\. Write "SLD"\./,
  },
  {
    what: 'a stop on two statuses at once',
    workflow: {
      stopIf: onLead(equal('status', 'SALE'), equal('status', 'DNC')),
      actionSets: posting({ hours: 2 }),
    },
    calls: [CALL, { ...NEXT, status: 'SALE' }],
    asksAbout: 'first',
    trail: /FIRED: waits until [^]*! .* at \S+: Both must be true of one lead, .* this stops nothing\./,
    warning: /lead\.status cannot be SALE and DNC at once: this stops nothing/,
  },
  {
    what: "a stop on a field of Convoso's as if it were one's own",
    workflow: {
      stopIf: onLead({ ...equal('status', 'SALE'), section: 'custom' }),
      actionSets: posting({ hours: 2 }),
    },
    calls: [CALL, { ...NEXT, status: 'SALE' }],
    asksAbout: 'first',
    trail:
      /FIRED: waits until [^]*! .* at \S+: Convoso has no field .* in the section custom; .* write that, or leave/,
    warning: /It is in the section lead and callLog/,
  },
  {
    what: 'a condition with the name of a campaign where its id is compared',
    workflow: { events: [onField('campaign_id', 'Solar West')] },
    calls: [{ ...CALL, campaign_id: '222', campaign_name: 'Solar West' }],
    trail: /! campaign_id came as "222", and "Solar West" is its campaign_name\. Ask for "222"/,
    astray: MAP_IT,
    warning: /campaign_id is an id of digits, .* or compare campaign_name/,
  },
  {
    what: 'a condition with the name of an agent where the id is compared',
    workflow: { events: [onField('user_id', 'Test Agent')] },
    calls: [{ ...CALL, user_id: '1001', agent_full_name: 'Test Agent' }],
    trail: /! user_id came as "1001", and "Test Agent" is its agent_full_name\. Ask for "1001"/,
    astray: MAP_IT,
    warning: /user_id is an id of digits/,
  },
  {
    what: 'a condition with a status by its name',
    workflow: { events: [onField('status', 'Not Interested')] },
    trail: /! ".*" at \S+: This is the name of a status; .* Write "NI"\./,
    warning: /so this never holds\. Write "NI"\./,
  },
  {
    what: 'a condition with a telephone as people write it',
    workflow: { events: [onField('phone_number', '(773) 555-0167')] },
    trail: /! phone_number came as "7735550167", which is the same telephone .* Write "7735550167"/,
    warning: /phone_number is delivered in digits alone/,
  },
  {
    what: 'an expired hopper slot that is a disposition',
    workflow: { events: [{ type: 'HOPPER_EXPIRED' }, { type: 'DISPOSITION' }] },
    trail: /! .* none is HOPPER_EXPIRED and DISPOSITION at once .* make a workflow for each/,
    astray: MAP_IT,
    warning: /none is HOPPER_EXPIRED and DISPOSITION at once/,
  },
  {
    what: 'two call counts at once',
    workflow: {
      events: [
        { type: 'CALL_COUNT', equals: 3 },
        { type: 'CALL_COUNT', equals: 5 },
      ],
    },
    calls: [{ ...CALL, called_count: '3' }],
    trail: /! .* called_count of its lead cannot be 3 and 5 at once: this workflow never fires/,
    warning: /cannot be 3 and 5 at once/,
  },
  {
    what: 'a length that is to be more than it may be',
    workflow: {
      events: [
        onAll(
          { field: 'length_in_sec', operator: 'greater_than', value: '100' },
          { field: 'length_in_sec', operator: 'less_than', value: '50' },
        ),
      ],
    },
    trail: /! .* length_in_sec cannot be greater than "100" and less than "50" at once/,
    warning: /this workflow never fires/,
  },
  {
    what: 'a comment that is to be blank and to say something',
    workflow: {
      events: [
        onAll(
          { field: 'agent_comment', operator: 'is_blank' },
          { field: 'agent_comment', operator: 'contains', value: 'call' },
        ),
      ],
    },
    calls: [{ ...CALL, agent_comment: 'call again' }],
    trail: /! .* agent_comment cannot be blank and a text that contains "call" at once/,
    warning: /agent_comment cannot be blank and/,
  },
  {
    what: 'a disposition with another status in a condition',
    workflow: { events: [{ type: 'DISPOSITION', values: ['NI'] }, onField('status', 'SALE')] },
    trail: /! .* status cannot be NI and SALE at once: .* make a workflow for each/,
    warning: /status cannot be NI and SALE at once/,
  },
  {
    what: 'a scope of queues with outbound calls',
    workflow: {
      relation: { type: 'queue', ids: ['7'] },
      events: [{ type: 'CALL_TYPE', values: ['OUTBOUND'] }],
    },
    calls: [{ ...CALL, queue_id: '7' }],
    trail: /! .* its type cannot be INBOUND and OUTBOUND at once: this workflow never fires/,
    warning: /its type cannot be INBOUND and OUTBOUND at once/,
  },
  {
    what: 'a length as a clock shows it',
    workflow: {
      events: [onAll({ field: 'length_in_sec', operator: 'greater_than', value: '1:00' })],
    },
    trail: /! ".*" at \S+: This is neither a number nor a date, .* Write the seconds: "60"\./,
    warning: /nothing is more or less: this never holds/,
  },
  {
    what: 'two states in one value of a list',
    workflow: { events: [onAll({ field: 'state', operator: 'within', list: ['CA, NV'] })] },
    calls: [{ ...CALL, state: 'CA' }],
    trail: /! ".*" at \S+: This is one value with a comma in it, .* Write each by itself: "CA", "NV"\./,
    warning: /one value with a comma in it/,
  },
  {
    what: 'two dispositions in one value',
    workflow: { events: [{ type: 'DISPOSITION', values: ['NI, SALE'] }] },
    trail: /! ".*" at \S+: This is one value with a comma in it, .* Write each by itself: "NI", "SALE"\./,
    warning: /one value with a comma in it/,
  },
  {
    what: 'hours of an abbreviation that knows no daylight saving time',
    workflow: { ignoreOutsideHours: { window: '5-9', timeZone: 'EST' } },
    trail: /SUPPRESSED: outside the hours 5-9, .*by the clock of EST/,
    warning: /one offset all the year, .* such as America\/New_York/,
  },
  {
    what: 'a call of which Convoso sends no status',
    calls: [without('status')],
    trail: /did not fire: the call came without its status: map Status \(Disposition\) in Convoso's Adaptor/,
    astray: /lead update/,
  },
  {
    what: 'a call of which Convoso sends no term reason',
    workflow: { events: [{ type: 'TERM_REASON' }] },
    trail: /did not fire: term_reason was not delivered: map it in Convoso's Adaptor/,
  },
  {
    what: 'a scope of two campaigns in one id',
    workflow: { relation: { type: 'campaign', ids: ['111,222'] } },
    calls: [{ ...CALL, campaign_id: '222' }],
    trail: /! ".*" at \S+: This is one value with a comma in it, .* Write each by itself: "111", "222"\./,
    astray: /looks like a name/,
    warning: /one value with a comma in it/,
  },
  {
    what: 'a scope of an inbound number that is none',
    workflow: { relation: { type: 'inboundNumber', ids: ['888'] } },
    calls: [{ ...CALL, call_type: 'INBOUND', inbound_number: '8885550101' }],
    trail: /! ".*" at \S+: This is no number that is called: it has too few digits/,
    astray: /looks like a name/,
    warning: /no number that is called/,
  },
  {
    what: 'a status with two letters in the wrong order, of which the account has the right one',
    workflow: { events: [{ type: 'DISPOSITION', values: ['SAEL'] }] },
    document: { statuses: [{ status: 'SALE', name: 'Sale' }] },
    trail: /! .* at \S+: The account's statuses have no SAEL, .* Did you mean "SALE"\?/,
    warning: /Did you mean "SALE"\?/,
  },
  {
    what: 'a status with a letter too many, of which the right one came',
    workflow: { events: [{ type: 'DISPOSITION', values: ['NNI'] }] },
    trail: /! The status came as NI, and NNI is asked for\. Did you mean "NI"\?/,
  },
  {
    what: 'a day where a point in time comes',
    workflow: { events: [onField('call_date', '2026-11-20')] },
    calls: [{ ...CALL, call_date: '2026-11-20 08:59:00' }],
    trail: /! .* at \S+: call_date has a time of day, .* "from": "2026-11-20", "to": "2026-11-20"/,
    warning: /this is a day alone/,
  },
  {
    what: 'a number in another spelling',
    workflow: { events: [onField('called_count', '3')] },
    calls: [{ ...CALL, called_count: '3.0' }],
    trail: /! called_count came as "3\.0", which is the same number as "3", but another text/,
  },
  {
    what: 'an address in a private network that is not allowed',
    endpoint: { apiUrl: 'http://10.255.255.1:8080/crm' },
    trail: /10\.255\.255\.1 is an address in a private network.*settings\.egress\.allow/,
    warning:
      /nothing is sent there unless that is allowed\. Add "10\.255\.255\.1:8080" to settings\.egress\.allow/,
  },
];

async function set(planted: Misconfiguration): Promise<{ relay: TestRelay; document: Settings }> {
  const crm = await destination();
  const document = {
    ...config({
      endpoints: [endpoint('crm', crm, planted.endpoint)],
      workflows: [workflow('all', ['crm'], planted.workflow)],
    }),
    ...planted.document,
  };
  const relay = await runRelay({ config: document });
  if (planted.switchedOff !== undefined) {
    const headers = { 'content-type': 'application/json' };
    await relay.api(planted.switchedOff, { method: 'PATCH', headers, body: '{"active":false}' });
  }
  return { relay, document };
}

/** The trail as a person reads it, when nothing is under way any more. */
async function trailOf(relay: TestRelay, id: string): Promise<string> {
  await relay.explainWhen(id, ({ actions }) =>
    expect(actions.filter(({ state, nextAttemptAt }) => state === 'running' || isDue(nextAttemptAt))).toEqual(
      [],
    ),
  );
  return (await relay.api(`occurrences/${id}?as=text`)).text;

  function isDue(at: string | null): boolean {
    return at !== null && Date.parse(at) <= relay.clock.now();
  }
}

describe('the printed reason names the true cause of', () => {
  it('fifty misconfigurations', () => {
    expect(MISCONFIGURATIONS).toHaveLength(50);
  });

  it.each(MISCONFIGURATIONS)('$what', async (planted) => {
    const { relay, document } = await set(planted);
    const ids: string[] = [];
    for (const call of planted.calls ?? [CALL]) {
      const id = await relay.post(call);
      await relay.explain(id);
      ids.push(id);
    }
    const asked = planted.asksAbout === 'first' ? ids[0] : ids.at(-1);
    const text = await trailOf(relay, asked ?? '');
    expect(text).toMatch(planted.trail);
    if (planted.astray !== undefined) expect(text).not.toMatch(planted.astray);
    const { text: dryRun } = await relay.api('simulate', { method: 'POST', body: JSON.stringify(document) });
    if (planted.warning !== undefined) expect(warningsIn(dryRun)).toMatch(planted.warning);
  });
});

function warningsIn(simulated: string): string {
  const { warnings } = JSON.parse(simulated) as { warnings: { message: string; remedy: string }[] };
  return warnings.map(({ message, remedy }) => `${message} ${remedy}`).join('\n');
}
