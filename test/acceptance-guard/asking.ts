import { toCallEvent, type CallEvent, type OccurrenceKind } from '@convoso-connect/core';
import type { AnswerOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { expect } from '@jest/globals';
import { DISPOSED, type Fields } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import type { Answer } from '../support/http.js';
import { runRelay, type RelaySetup, type TestRelay } from '../support/relay.js';

export type Admission = AnswerOf<RelayApi['guard']['admit']>;

/** A call event as an automation has it; `id` tells it apart from others. */
export function eventOf(
  relay: TestRelay,
  id: string,
  {
    fields = DISPOSED,
    kinds = ['disposition'] as readonly OccurrenceKind[],
    receivedAt = relay.clock.now(),
  } = {},
): CallEvent {
  const { lead_id: leadId = '', first_name, last_name, phone_number, ...call } = fields;
  const lead = { id: leadId, first_name, last_name, phone_number };
  return toCallEvent({
    id,
    receivedAt,
    kinds,
    snapshot: {
      lead: Object.fromEntries(Object.entries(lead).filter(([, value]) => value !== undefined)) as Fields,
      callLog: call,
      extra: {},
      custom: {},
      flat: [],
    },
  });
}

/** A question as it goes over the wire. */
export function ask(relay: TestRelay, body: object, headers: Fields = {}): Promise<Answer> {
  return relay.api('guard/admit', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ rule: 'all', step: 'act', ...body }),
  });
}

export async function admission(relay: TestRelay, body: object): Promise<Admission> {
  const answer = await ask(relay, body);
  expect({ status: answer.status, text: answer.status === 200 ? '' : answer.text }).toEqual({
    status: 200,
    text: '',
  });
  return JSON.parse(answer.text) as Admission;
}

/** A relay with one workflow, `all`, that fires on dispositions and delivers to a CRM. */
export async function guardingRelay(
  settings: Readonly<Record<string, unknown>> = {},
  setup: RelaySetup = {},
): Promise<TestRelay> {
  const crm = await destination();
  const workflows = [workflow('all', ['crm'], settings)];
  return runRelay({ config: config({ endpoints: [endpoint('crm', crm)], workflows }), ...setup });
}
