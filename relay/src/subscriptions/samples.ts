import {
  createOccurrence,
  filteredBy,
  nullRecord,
  type AccountStatus,
  type Occurrence,
} from '@convoso-connect/core';
import type { AnswerOf, RelayApi, Topic } from '@convoso-connect/core/relay-contract';
import { encodeTime } from 'ulid';
import type { Store } from '../store/store.js';
import { alarmEventOf, callEventOf, deliveredEvent, type NewEvent } from './event.js';
import type { SubscriptionFilter } from './order.js';

export type Samples = AnswerOf<RelayApi['subscriptions']['samples']>;

export interface AskedSamples {
  readonly topic: Topic;
  readonly filter: SubscriptionFilter;
  readonly limit: number;
}

/** So many of the latest are looked through for those that pass. */
const LOOKED_THROUGH = 500;

/** What stands where the id of a subscription would. */
const NO_SUBSCRIPTION = 'sub_sample';

/**
 * The latest events of a topic that pass a filter, as they would be delivered; where nothing of the kind is kept, one that is invented, so
 * that a form can be filled in before the first call.
 */
export async function samplesOf(
  store: Pick<Store, 'occurrences' | 'alarms'>,
  asked: AskedSamples,
  statuses: readonly AccountStatus[],
): Promise<Samples> {
  const latest = await latestOf(store, asked, statuses);
  const events = latest.length > 0 ? latest : [invented(asked.topic, statuses)];
  return {
    samples: events.map((event) => deliveredEvent(event, { subscriptionId: NO_SUBSCRIPTION, sequence: 0 })),
    from: latest.length > 0 ? 'events' : 'invented',
  };
}

async function latestOf(
  { occurrences, alarms }: Pick<Store, 'occurrences' | 'alarms'>,
  { topic, filter, limit }: AskedSamples,
  statuses: readonly AccountStatus[],
): Promise<NewEvent[]> {
  switch (topic) {
    case 'call.event': {
      const rows = await occurrences.recent({ phone: null, limit: LOOKED_THROUGH });
      return rows
        .map(({ occurrence }) => JSON.parse(occurrence) as Occurrence)
        .filter((occurrence) => filteredBy(filter, occurrence) === null)
        .slice(0, limit)
        .map((occurrence) => callEventOf(occurrence, statuses));
    }
    case 'alarm.changed': {
      const rows = await alarms.page({ state: null, after: null, limit });
      return rows.map((alarm) =>
        alarmEventOf(alarm, { id: `${encodeTime(alarm.lastAt, 10)}0000000000000000`, at: alarm.lastAt }),
      );
    }
    // What was held is kept no longer than it waits.
    case 'hold.due':
      return [];
  }
}

const INVENTED_AT = Date.parse('2026-01-15T18:30:00.000Z');
const INVENTED_ID = '01KF1M0T40SAMP1E0000000000';

/** An invented call of nobody. */
function invented(topic: Topic, statuses: readonly AccountStatus[]): NewEvent {
  const about = { id: INVENTED_ID, at: INVENTED_AT };
  if (topic === 'hold.due') {
    const data = {
      id: INVENTED_ID,
      rule: 'sale-to-crm',
      dueAt: '2026-01-15T18:30:00.000Z',
      payload: { lead_id: '101' },
    };
    return { ...about, type: topic, data };
  }
  if (topic === 'alarm.changed') {
    return alarmEventOf(
      {
        ...{ key: 'failing:crm:timed-out', kind: 'failing', about: 'crm', cause: 'timed-out' },
        message: 'CRM has been failing since 2026-01-15T18:20:00.000Z: it does not answer in time.',
        ...{ since: INVENTED_AT - 600_000, lastAt: INVENTED_AT, count: 3, told: 'on', toldAt: INVENTED_AT },
        ...{ acknowledgedAt: null, acknowledgedBy: null, resolvedAt: null },
      },
      about,
    );
  }
  const snapshot = {
    lead: nullRecord([
      ['id', '101'],
      ['first_name', 'Test'],
      ['last_name', 'Lead'],
      ['phone_number', '7735550167'],
      ['email', 'test.lead@example.test'],
    ]),
    callLog: nullRecord([
      ['call_log_id', '5001'],
      ['status', 'SALE'],
      ['call_type', 'OUTBOUND'],
      ['campaign_id', '7'],
      ['term_reason', 'AGENT'],
    ]),
    ...{ extra: {}, custom: {}, flat: [] },
  };
  const occurrence = createOccurrence({
    ...{ id: INVENTED_ID, hookId: 'main', receivedAt: INVENTED_AT, snapshot },
    ...{ declared: 'infer', lead: null, call: null },
  });
  return callEventOf(occurrence, statuses);
}
