import { agentsOf, liveCallKeyOf, type Occurrence } from '@convoso-connect/core';
import type { Revisions } from '../config/revision.js';
import { LiveBook } from '../process/live-book.js';
import { loadPending } from '../process/load-pending.js';
import type { PendingBook } from '../process/pending-book.js';
import { StateBook } from '../process/state-book.js';
import type { StoredAdmission } from '../store/ports/admissions.js';
import type { Prior } from '../store/ports/leads.js';
import type { Target } from '../store/ports/target.js';
import type { Unit } from '../store/store.js';
import type { Question } from './question.js';

/** What is known when questions are decided; each is decided on what the ones before it left. */
export interface GuardBooks {
  readonly states: StateBook;
  readonly live: LiveBook;
  readonly pending: PendingBook;
  /** What was answered before. */
  readonly admissions: AdmissionBook;
  /** Of those events that are occurrences of the relay, by id. */
  readonly occurrences: ReadonlyMap<string, Occurrence>;
}

/** What was answered about the events of some questions: what is in the store, and what is to be added. */
export class AdmissionBook {
  readonly #answers = new Map<string, string>();
  readonly #priors = new Map<string, Prior>();
  readonly #leads = new Map<string, string | null>();
  readonly #added: StoredAdmission[] = [];

  constructor(stored: readonly StoredAdmission[]) {
    for (const each of stored) this.#take(each);
  }

  answerTo(question: Question): string | undefined {
    return this.#answers.get(keyOf(question.eventId, question.rule.name, question.step));
  }

  /** What was known before an event; undefined where nobody has asked about it yet. */
  priorOf(eventId: string): Prior | undefined {
    return this.#priors.get(eventId);
  }

  /** Whose event it was when it was asked about; undefined where nobody has. */
  leadOf(eventId: string): string | null | undefined {
    return this.#leads.get(eventId);
  }

  add(admission: StoredAdmission): void {
    this.#take(admission);
    this.#added.push(admission);
  }

  added(): readonly StoredAdmission[] {
    return this.#added;
  }

  #take({ eventId, rule, step, answer, prior, leadKey }: StoredAdmission): void {
    this.#leads.set(eventId, leadKey);
    this.#answers.set(keyOf(eventId, rule, step), answer);
    this.#priors.set(eventId, JSON.parse(prior) as Prior);
  }
}

function keyOf(eventId: string, rule: string, step: string): string {
  return JSON.stringify([eventId, rule, step]);
}

/** Reads all that the questions are decided on, once their leads are locked. */
export async function openBooks(
  unit: Unit,
  questions: readonly Question[],
  revisions: Revisions,
): Promise<GuardBooks> {
  const leadKeys = distinct(questions.map(({ leadKey }) => leadKey));
  const callLogIds = distinct(questions.map(({ callLogId }) => callLogId));
  const eventIds = distinct(questions.map(({ eventId }) => eventId));
  await unit.lockLeads(leadKeys);
  const liveCalls = await unit.leads.liveCalls({
    callKeys: distinct(questions.map((question) => liveCallKeyOf(question))),
    leadKeys,
    agents: distinct(questions.flatMap((question) => agentsOf(question))),
  });
  const occurrences = await unit.occurrences.findMany(eventIds);
  return {
    states: new StateBook(await unit.leads.load(leadKeys, callLogIds)),
    live: new LiveBook(liveCalls),
    pending: await loadPending(unit, leadKeys, revisions),
    admissions: new AdmissionBook(await unit.admissions.ofEvents(eventIds)),
    occurrences: new Map(occurrences.map(({ id, occurrence }) => [id, JSON.parse(occurrence) as Occurrence])),
  };
}

/** Writes what the questions have changed, what they stop included. Gives the targets where something has its turn now. */
export async function closeBooks(
  unit: Unit,
  { states, live, pending, admissions }: GuardBooks,
  now: number,
): Promise<readonly Target[]> {
  await unit.leads.save(states.changes());
  await unit.leads.saveLiveCalls(live.changes());
  await unit.admissions.add(admissions.added());
  const cancelled = pending.cancelled();
  if (cancelled.length === 0) return [];
  await unit.actions.cancel(cancelled, { from: 'waiting' });
  const lanes = await unit.claims.lanesOf(cancelled.map(({ id }) => id));
  return unit.claims.wake(lanes, now);
}

function distinct<T extends string>(values: readonly (T | null)[]): T[] {
  return [...new Set(values)].filter((value) => value !== null);
}
