import { ConnectError } from '@convoso-connect/core';
import { RelayError, type Admission, type RelayClient } from '@convoso-connect/core/relay-client';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { textInput, withoutNull, type Inputs } from '../inputs.js';
import { relayClient } from './client.js';
import { relayNeeded, type RelayDoor } from './connection.js';
import { trailUrl } from './trail.js';

type Story = Awaited<ReturnType<RelayClient['leads']['history']>>['history'][number];

/** A decision as the search gives it out. */
interface Found {
  readonly id: string;
  readonly event_id: string;
  readonly received_at: string;
  readonly rule: string;
  readonly outcome: string;
  readonly reason: string;
  readonly checks: readonly object[];
  readonly lead_id: string;
  readonly trail_url: string;
}

/** Of so many of the newest events of a lead. */
const MOST_EVENTS = '20';

/** Each of them is asked for by itself. */
const MOST_OF_A_NUMBER = 5;

/**
 * What the relay decided of an event, or of the newest events of a lead, newest first; none where it knows of none.
 *
 * @throws {ConnectError} NOTHING_TO_FIND_BY, and what the relay refuses
 */
export async function findDecision(_z: ZObject, bundle: Bundle<Inputs>): Promise<Found[]> {
  const { inputData } = bundle;
  const door = relayNeeded(bundle);
  const stories = await storiesOf(relayClient(door, bundle), inputData);
  const wanted = textInput(inputData, 'rule').toLowerCase();
  return stories
    .flatMap((story) => decisionsOf(story, door))
    .filter(({ rule, name }) => wanted === '' || [rule, name].some((each) => each.toLowerCase() === wanted))
    .map(({ name: _name, ...found }) => found);
}

async function storiesOf(relay: RelayClient, inputs: Inputs): Promise<readonly Omit<Story, 'date'>[]> {
  const [id, lead, phone] = ['search_event_id', 'search_lead_id', 'search_phone_number'].map((key) =>
    withoutNull(textInput(inputs, key)),
  ) as [string, string, string];
  if (id !== '') return orNone(async () => [await relay.occurrences.get({ id })]);
  if (lead === '' && phone === '') {
    throw new ConnectError(
      'NOTHING_TO_FIND_BY',
      'Call Event ID, Lead ID and Phone Number are empty in this run, and of nothing everything is found.',
      'Map one of them.',
    );
  }
  if (lead !== '')
    return orNone(async () => (await relay.leads.history({ leadId: lead, limit: MOST_EVENTS })).history);
  // A number can be that of several leads, so that it has no history of its own.
  const { occurrences } = await relay.occurrences.list({ phone, limit: MOST_EVENTS });
  const newest = occurrences.slice(0, MOST_OF_A_NUMBER);
  return Promise.all(newest.map(async ({ id: each }) => relay.occurrences.get({ id: each })));
}

/** A search that finds nothing is no failure. */
async function orNone<Row>(ask: () => Promise<readonly Row[]>): Promise<readonly Row[]> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RelayError && error.code.startsWith('UNKNOWN_') && error.status === 404) return [];
    throw error;
  }
}

/** What the relay's own workflows came to, and what it answered those that asked: this app, n8n and other programs. */
function decisionsOf(story: Omit<Story, 'date'>, door: RelayDoor): (Found & { readonly name: string })[] {
  const { id, receivedAt, callEvent, decisions } = story;
  const { lead_id: leadId = '' } = callEvent.lead;
  const shared = {
    event_id: id,
    received_at: receivedAt,
    lead_id: String(leadId),
    trail_url: trailUrl(door, id),
  };
  return [
    ...decisions.map(({ workflowId: rule, workflowName: name, outcome, reason, checks }) => ({
      ...{ id: `${id}: ${rule}`, ...shared },
      ...{ rule, name, outcome, reason, checks },
    })),
    ...admissionsOf(story).map(({ rule, step, outcome, reason, checks }) => ({
      ...{ id: `${id}: ${rule}: ${step}`, ...shared },
      ...{ rule, name: rule, outcome, reason, checks },
    })),
  ];
}

/** An older relay does not tell them. */
function admissionsOf(story: object): readonly Admission[] {
  const { admissions = [] } = story as { readonly admissions?: readonly Admission[] };
  return admissions;
}
