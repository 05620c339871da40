import { describe, expect, it } from '@jest/globals';
import {
  CONNECT_WORKFLOW_EVENTS,
  nameFields,
  toCallEvent,
  type OccurrenceKind,
  type WorkflowEventType,
} from '@convoso-connect/core';
import type { IDataObject } from 'n8n-workflow';
import { ConvosoWorkflow } from '../nodes/ConvosoWorkflow/ConvosoWorkflow.node';
import { run } from './harness';

interface Example {
  /** The event as a user fills it in. */
  readonly panel: IDataObject;
  readonly fires: IDataObject;
  readonly doesNot: IDataObject;
  /** What its decision says of it. */
  readonly because: RegExp;
}

/** An item as the Convoso Trigger gives it. */
function event(kinds: readonly OccurrenceKind[], fields: Record<string, string>): IDataObject {
  const { snapshot } = nameFields({ call_log_id: '9', status: 'SALE', ...fields }, {});
  const call = toCallEvent({ id: 'event', receivedAt: Date.UTC(2026, 10, 20, 20), kinds, snapshot });
  return JSON.parse(JSON.stringify(call)) as IDataObject;
}

const disposition = (fields: Record<string, string>) => event(['disposition'], fields);

/** Every event, or it does not compile. */
const EXAMPLES: Readonly<Record<WorkflowEventType, Example>> = {
  DISPOSITION: {
    panel: { values: 'SALE, APPT' },
    fires: disposition({ status: 'APPT' }),
    doesNot: disposition({ status: 'NI' }),
    because: /disposition is NI; asked: SALE or APPT/,
  },
  CALL_COUNT: {
    panel: { comparison: 'range', min: '2', max: '5' },
    fires: disposition({ called_count: '3' }),
    doesNot: disposition({ called_count: '6' }),
    because: /called_count is 6; asked: 2 to 5/,
  },
  CALL_TYPE: {
    panel: { values: 'INBOUND' },
    fires: disposition({ call_type: 'INBOUND' }),
    doesNot: disposition({ call_type: 'OUTBOUND' }),
    because: /OUTBOUND; asked: INBOUND/,
  },
  CALLBACK: {
    panel: { recipient: 'system' },
    fires: event(['callback'], { callback_recipient: 'System' }),
    doesNot: event(['callback'], { callback_recipient: 'Personal' }),
    because: /the callback is Personal; asked: system/,
  },
  HOPPER_EXPIRED: {
    panel: {},
    fires: event(['hopperExpired'], {}),
    doesNot: disposition({}),
    because: /this was a disposition/,
  },
  LEAD_ACTION: {
    panel: { values: 'archived' },
    fires: event(['leadAction'], { lead_action: 'archived' }),
    doesNot: event(['leadAction'], { lead_action: 'moved' }),
    because: /lead action is moved; asked: archived/,
  },
  LEAD_FIELDS_AND_CALL_DATA: {
    panel: { field: 'lead.state', operator: 'within', within: 'list', list: 'CA, NV' },
    fires: disposition({ state: 'NV' }),
    doesNot: disposition({ state: 'TX' }),
    because: /lead\.state is "TX"; asked: within "CA" or "NV"/,
  },
  LEAD_STATUS: {
    panel: { to: 'SALE' },
    fires: event(['leadStatus'], { status: 'SALE' }),
    doesNot: event(['leadStatus'], { status: 'NI' }),
    because: /to NI; asked: to SALE/,
  },
  REDISPOSITION: {
    panel: { values: 'SALE' },
    fires: event(['disposition', 'redisposition'], { status: 'SALE' }),
    doesNot: disposition({ status: 'SALE' }),
    because: /no redisposition: this was a disposition/,
  },
  SUBMITTED_BY: {
    panel: { values: '1012' },
    fires: disposition({ created_by: '1012' }),
    doesNot: disposition({ created_by: '1013' }),
    because: /created by 1013; asked: 1012/,
  },
  TERM_REASON: {
    panel: { values: 'CALLER' },
    fires: event(['termReason'], { term_reason: 'CALLER' }),
    doesNot: event(['termReason'], { term_reason: 'AGENT' }),
    because: /AGENT; asked: CALLER/,
  },
};

/** Each call is about a lead of its own, so that no guard has a say. */
let leads = 0;

async function decided(type: string, panel: IDataObject, item: IDataObject) {
  leads += 1;
  const lead = { ...(item['lead'] as IDataObject), lead_id: `events ${leads}` };
  const { outputs } = await run(new ConvosoWorkflow(), {
    parameters: { events: { [type]: [panel] } },
    items: [{ ...item, lead }],
  });
  const [fired = [], , notFired = []] = outputs;
  return { fired, notFired };
}

describe.each(Object.entries(EXAMPLES))('the event %s in the panel', (type, example) => {
  it('fires on what it asks for', async () => {
    const { fired } = await decided(type, example.panel, example.fires);
    expect(fired.map(({ json }) => json['decision'])).toMatchObject([{ outcome: 'fired' }]);
  });

  it('does not fire on anything else, and says what came instead', async () => {
    const { fired, notFired } = await decided(type, example.panel, example.doesNot);
    expect(fired).toEqual([]);
    expect((notFired[0]?.json['decision'] as IDataObject)['reason']).toMatch(example.because);
  });
});

it('has an example for each of the eleven events', () => {
  expect(Object.keys(EXAMPLES).toSorted()).toEqual(Object.keys(CONNECT_WORKFLOW_EVENTS).toSorted());
});

describe('a status that Convoso never delivers', () => {
  const hintsOf = async (parameters: IDataObject) => {
    const { hints } = await run(new ConvosoWorkflow(), {
      parameters,
      items: [disposition({ status: 'NI' })],
    });
    return hints.map(({ message }) => message);
  };

  it.each([
    [
      { events: { DISPOSITION: [{ values: 'Not Interested' }] } },
      /^Event Disposition, "Not Interested": .*name of a status.*"NI"\.$/,
    ],
    [
      { events: { REDISPOSITION: [{ values: 'NI|SALE' }] } },
      /^Event Redisposition, "NI\|SALE": .*a vertical bar.*"NI", "SALE"/,
    ],
    [
      { events: { LEAD_STATUS: [{ to: 'Not Interested' }] } },
      /^Event Lead Status, .*so this never fires by it/,
    ],
    [
      {
        events: {
          LEAD_FIELDS_AND_CALL_DATA: [
            { field: 'lead.status', operator: 'is_equal_to', value: 'Not Interested' },
          ],
        },
      },
      /^A condition on the status, "Not Interested": .*so this never holds/,
    ],
  ])('is hinted at in %j, for which nothing would ever come', async (parameters, pattern) => {
    expect(await hintsOf(parameters)).toEqual([expect.stringMatching(pattern)]);
  });

  it('is none that the account has, or that was chosen from its list', async () => {
    const events = { DISPOSITION: [{ values: 'Not Interested' }] };
    const statuses = [{ status: 'Not Interested', name: 'Own' }];
    expect(await hintsOf({ events, options: { statuses } })).toEqual([]);
    const chosen = { DISPOSITION: [{ statuses: ['BUSY TONE'] }] };
    expect(await hintsOf({ fromAccount: true, events: chosen })).toEqual([]);
    expect(await hintsOf({ events: { DISPOSITION: [{ values: 'NI, OWN1' }] } })).toEqual([]);
  });
});
