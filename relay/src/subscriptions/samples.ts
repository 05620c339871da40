import {
  createOccurrence,
  filteredBy,
  nullRecord,
  type AccountStatus,
  type Occurrence,
} from '@convoso-connect/core';
import type { AnswerOf, RelayApi, Topic } from '@convoso-connect/core/relay-contract';
import { encodeTime } from 'ulid';
import { TIME_HAS_COME, resumptionOf } from '../holds/hand-back.js';
import type { HoldRules } from '../holds/rules.js';
import type { StoredHold } from '../store/ports/holds.js';
import type { Store } from '../store/store.js';
import { alarmEventOf, callEventOf, deliveredEvent, type NewEvent } from './event.js';
import type { SubscriptionFilter } from './order.js';

export type Samples = AnswerOf<RelayApi['subscriptions']['samples']>;

type SampledReads = Pick<Store, 'occurrences' | 'alarms' | 'holds'>;

export interface AskedSamples {
  /** The key that asks, as the owner of holds: a key is shown its own. */
  readonly owner: string;
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
  store: SampledReads,
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
  reads: SampledReads,
  asked: AskedSamples,
  statuses: readonly AccountStatus[],
): Promise<NewEvent[]> {
  const { occurrences, alarms } = reads;
  const { topic, filter, limit } = asked;
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
    case 'hold.due':
      return latestHolds(reads, asked);
  }
}

/** Their payloads may be large. */
const HOLDS_LOOKED_THROUGH = 50;

/** The latest holds of whoever asks, made as what is posted when their time has come. */
async function latestHolds({ holds }: SampledReads, asked: AskedSamples): Promise<NewEvent[]> {
  const {
    owner,
    filter: { rules = [] },
    limit,
  } = asked;
  const whose = { owner, leadKey: null, givenId: null, from: null, to: null, standing: null };
  const rows = await holds.page(whose, { after: null, limit: HOLDS_LOOKED_THROUGH });
  const isMeant = (rule: string | null): boolean =>
    rules.length === 0 || (rule !== null && rules.includes(rule));
  return rows
    .flatMap(({ hold, progress }) => storedHoldEvents(hold, progress.dueAt, isMeant))
    .slice(0, limit);
}

/** None of a hold of another rule, and none where its row is damaged. */
function storedHoldEvents(
  hold: StoredHold,
  dueAt: number,
  isMeant: (rule: string | null) => boolean,
): NewEvent[] {
  try {
    const rule = (JSON.parse(hold.rules) as HoldRules).rule ?? null;
    return isMeant(rule) ? [dueHoldEvent(hold, rule, dueAt)] : [];
  } catch {
    return [];
  }
}

function dueHoldEvent(hold: StoredHold, rule: string | null, dueAt: number): NewEvent {
  const data = resumptionOf(hold, rule, { dueAt }, TIME_HAS_COME, dueAt);
  return { id: hold.id, type: 'hold.due', at: dueAt, data };
}

const INVENTED_AT = Date.parse('2026-01-15T18:30:00.000Z');
const INVENTED_ID = '01KF1M0T40SAMP1E0000000000';

const INVENTED_HOLD: StoredHold = {
  ...{ id: INVENTED_ID, owner: '', madeBy: 'sample', givenId: 'execution 4711, text', digest: '' },
  ...{ leadKey: 'lead:101', phone: '7735550167', eventId: null, occurrence: '', rules: '' },
  ...{ payload: JSON.stringify({ text: 'Thank you for your time' }), resumesAt: null, sealed: null },
  ...{ madeAt: INVENTED_AT - 3_600_000, stopped: null },
};

/** An invented call of nobody. */
function invented(topic: Topic, statuses: readonly AccountStatus[]): NewEvent {
  const about = { id: INVENTED_ID, at: INVENTED_AT };
  if (topic === 'hold.due') {
    return dueHoldEvent(INVENTED_HOLD, 'sale-to-crm', INVENTED_AT);
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
