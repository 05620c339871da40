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

const posting = (schedule: Settings, action: Settings = {}) => [
  { id: 'now', schedule, actions: [{ id: 'post', type: 'INTEGRATION', endpointId: 'crm', ...action }] },
];

const onField = (field: string, value: string, section?: string) => ({
  type: 'LEAD_FIELDS_AND_CALL_DATA',
  conditions: [{ ...(section !== undefined && { section }), field, operator: 'is_equal_to', value }],
});

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
    trail: /the status before this is not known, so "from NEW" cannot be told/,
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
    trail: /! Both must be true of one call, .* For "or", put both in `values` of one event\./,
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
    warning: /this looks like a name and not like one/,
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
    trail: /! NONE is no term reason: .* Name one of CALLER, AGENT/,
    astray: MAP_IT,
    warning: /NONE is no term reason/,
  },
  {
    what: 'the disposition of a state',
    workflow: { events: [{ type: 'DISPOSITION', values: ['INCALL'] }] },
    calls: [{ ...CALL, status: 'INCALL' }],
    trail: /! INCALL says where a lead or call stands, .* "LEAD_STATUS", "to": \["INCALL"\]/,
    astray: MAP_IT,
    warning: /never the disposition of a call/,
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
  it('twenty-five misconfigurations', () => {
    expect(MISCONFIGURATIONS).toHaveLength(25);
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
