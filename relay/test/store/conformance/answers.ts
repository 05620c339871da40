import { storeFaultOf } from '../../../src/store/store-fault.js';
import type { Store } from '../../../src/store/store.js';
import { opensItsOwn, type Call } from './calls.js';

const ANY_ORDER = 'in no certain order';

/** What of an answer no port promises, with the reason; everything else must be the same in every store. */
export const NOT_PROMISED: Readonly<Record<string, string>> = {
  'occurrences.findMany': ANY_ORDER,
  'leads.liveCalls': ANY_ORDER,
  'admissions.ofEvents': ANY_ORDER,
  'holds.findMany': ANY_ORDER,
  'holds.waitingOfLeads': ANY_ORDER,
  'subscriptions.active': ANY_ORDER,
  'subscriptions.findMany': ANY_ORDER,
  'actions.findMany': ANY_ORDER,
  'claims.targetsDue': ANY_ORDER,
  'claims.wake': ANY_ORDER,
  'claims.lanesOf': ANY_ORDER,
  'claims.waiting': ANY_ORDER,
  'pending.countOfLeads': ANY_ORDER,
  'pending.ofWorkflows': ANY_ORDER,
  'pending.failingTargets': 'in no certain order; of several that were due first, any may tell its reason',
  'pending.waitingIds': ANY_ORDER,
  'attempts.lastOf': ANY_ORDER,
  'deadLetters.ids': ANY_ORDER,
  'switches.all': ANY_ORDER,
  'alarms.all': ANY_ORDER,
  'figures.waitingFor': ANY_ORDER,
  'figures.overdue': ANY_ORDER,
  'figures.attempts': ANY_ORDER,
  'figures.undelivered': ANY_ORDER,
  'halts.all': ANY_ORDER,
  'halts.lasting': ANY_ORDER,
  'keys.all': ANY_ORDER,
  'sessions.all': ANY_ORDER,
  'sessions.links': ANY_ORDER,
  'notices.due': 'those that wait equally long come in no certain order',
  'relays.registered': 'by a clock of its own since when',
  'relays.endExpired': 'by a clock of its own until when',
  'persons.liveCalls': ANY_ORDER,
  'persons.partsOfOccurrence': 'the ids of its actions come in no certain order',
};

/** What a call came to, as far as it is promised: a value in plain data, or that it failed. */
export async function answerOf(store: Store, call: Call): Promise<unknown> {
  try {
    const value = opensItsOwn(call)
      ? await call.ask(store as never, call.args)
      : await store.turn((unit) => call.ask(unit as never, call.args));
    return promisedOf(call.name, plain(value));
  } catch (error) {
    if (storeFaultOf(error) !== null) throw error;
    return 'it fails';
  }
}

function promisedOf(name: string, value: unknown): unknown {
  if (!(name in NOT_PROMISED)) return value;
  if (name === 'pending.failingTargets') {
    return sorted((value as { reason?: string }[]).map(({ reason: _reason, ...rest }) => rest));
  }
  if (name === 'relays.registered') {
    return (value as { since: number; knownSince: number }[]).map(
      ({ since: _since, knownSince: _knownSince, ...relay }) => relay,
    );
  }
  if (name === 'relays.endExpired') {
    return (value as { leaseUntil: number }[]).map(({ leaseUntil: _leaseUntil, ...relay }) => relay);
  }
  if (name === 'deadLetters.ids') {
    return Object.entries(value as object).map(([kind, lines]) => [kind, sorted(String(lines).split('\n'))]);
  }
  if (name === 'persons.partsOfOccurrence') {
    const { waiting, running, ...counts } = value as { waiting: string[]; running: string[] };
    return { ...counts, waiting: sorted(waiting), running: sorted(running) };
  }
  if (name === 'leads.liveCalls') {
    return sorted(
      (value as { agents: string[] }[]).map((call) => ({ ...call, agents: sorted(call.agents) })),
    );
  }
  return sorted(typeof value === 'string' ? value.split('\n') : (value as unknown[]));
}

function sorted(values: readonly unknown[]): unknown[] {
  return [...values].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Maps as sorted pairs, sets as sorted lists, bytes as text. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  if (value instanceof Map) return sorted([...(value as Map<unknown, unknown>)].map(plain));
  if (value instanceof Set) return sorted([...(value as Set<unknown>)].map(plain));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value).map(([key, held]) => [key, plain(held)] as const);
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}
