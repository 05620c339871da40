import type { Workflow } from '../../src/config/index.js';
import { isInSample } from '../../src/guardrails/index.js';
import { naiveRequest, wallAt, type NaiveRequest } from './naive-schedule.js';

/*
 * The rules of a workflow without sets, indexes or states handed on: a plain list of everything that ever happened,
 * gone through again for every question. It knows one action a workflow, dispositions, and calls that begin.
 */
export interface ModelEvent {
  readonly id: string;
  readonly at: number;
  readonly lead: string | null;
  readonly agent: string;
  readonly call: string;
  /** INCALL begins a call; any other is its disposition. */
  readonly status: string;
  /** Fields of the lead that hold a date, where they are delivered. */
  readonly dates: Readonly<Partial<Record<'start_date' | 'last_called', string>>>;
}

export interface ModelAction {
  readonly workflow: string;
  readonly event: ModelEvent;
  dueAt: number;
  fate: string;
}

const FINAL = ['SALE'];
const REACHED = ['SALE', 'CALLBK'];
const RATE_MS = 180_000;
const LIVE_MS = 7_200_000;

export class NaiveModel {
  readonly #workflows: readonly Workflow[];
  readonly #admitted: { counter: string; at: number }[] = [];
  readonly #history: ModelEvent[] = [];
  readonly actions: ModelAction[] = [];
  /** How many actions were asked for and never planned, for want of a date or because it had passed. */
  unplanned = 0;

  constructor(workflows: readonly Workflow[]) {
    this.#workflows = workflows;
  }

  /** What becomes of each workflow at an event: `fired`, or what held it back; null where it does not match. */
  take(event: ModelEvent): (string | null)[] {
    this.#perform(event.at);
    this.#history.push(event);
    for (const action of this.#open()) {
      if (action.event.lead === event.lead && event.lead !== null && this.#stops(action))
        action.fate = 'cancelled';
    }
    const verdicts = this.#workflows.map((workflow) => this.#decide(workflow, event));
    this.#perform(event.at);
    return verdicts;
  }

  #decide(workflow: Workflow, event: ModelEvent): string | null {
    if (event.status === 'INCALL') return null;
    if (event.lead !== null && !this.#admit(workflow, event)) return 'rateLimit';
    const hours = workflow.ignoreOutsideHours;
    if (hours !== undefined && !isOpen(hours.window, event.at)) return 'hours';
    const pending = this.#open().filter(
      (action) => action.workflow === workflow.id && action.event.lead === event.lead && event.lead !== null,
    );
    if (workflow.skipIfPending && pending.length > 0) return 'pending';
    const subject = event.lead === null ? `occurrence:${event.id}` : `lead:${event.lead}`;
    if (!isInSample(workflow.id, subject, workflow.performActionOn)) return 'sample';
    const requested = this.#request(workflow, event);
    const dueAt = requested === null ? null : this.#opening(workflow, requested.at);
    if (requested === null || dueAt === null || dueAt >= requested.over) {
      this.unplanned += 1;
      return 'fired';
    }
    this.actions.push({ workflow: workflow.id, event, dueAt, fate: 'open' });
    return 'fired';
  }

  #request(workflow: Workflow, event: ModelEvent): NaiveRequest | null {
    const schedule = workflow.actionSets[0]?.schedule;
    const relativeTo = schedule?.relativeTo;
    const field = relativeTo === 'lastCalled' ? 'last_called' : 'start_date';
    return naiveRequest(schedule, { now: event.at, date: this.#dateOf(event, field) });
  }

  /** As delivered, else as the lead had it last. */
  #dateOf(event: ModelEvent, field: 'start_date' | 'last_called'): string | undefined {
    const ofLead = this.#history.filter(({ lead }) => lead === event.lead && lead !== null);
    return (
      event.dates[field] ?? ofLead.map(({ dates }) => dates[field]).findLast((date) => date !== undefined)
    );
  }

  /** Of what was admitted, what lies more than a window from a trigger is forgotten for good. */
  #admit({ id, rateLimit, rateLimitScope }: Workflow, { at, lead }: ModelEvent): boolean {
    const counter = `${rateLimitScope === 'lead' ? 'any' : id} of ${String(lead)}`;
    for (const one of [...this.#admitted]) {
      const isFar = one.at <= at - RATE_MS || one.at > at + RATE_MS;
      if (one.counter === counter && isFar) this.#admitted.splice(this.#admitted.indexOf(one), 1);
    }
    const times = this.#admitted.filter((one) => one.counter === counter).map((one) => one.at);
    const begins = [at, ...times.filter((time) => time <= at)];
    const isFull = (start: number) =>
      times.filter((time) => time >= start && time < start + RATE_MS).length >= rateLimit;
    if (begins.some(isFull)) return false;
    this.#admitted.push({ counter, at });
    return true;
  }

  #open(): ModelAction[] {
    return this.actions.filter(({ fate }) => fate === 'open');
  }

  #perform(now: number): void {
    for (;;) {
      const due = this.#open().filter(({ dueAt }) => dueAt <= now);
      if (due.length === 0) return;
      for (const action of due) this.#comeDue(action);
    }
  }

  #comeDue(action: ModelAction): void {
    const workflow = this.#workflows.find(({ id }) => id === action.workflow);
    if (workflow === undefined) throw new Error('unknown workflow');
    const opening = this.#opening(workflow, action.dueAt);
    if (this.#stops(action)) action.fate = 'cancelled';
    else if (workflow.actionSets[0]?.actions[0]?.skipIfLiveCall === true && this.#isLive(action))
      action.fate = 'skipped';
    else if (opening > action.dueAt) action.dueAt = opening;
    else action.fate = 'performed';
  }

  /** The lead's last status since the trigger, where it is another than the trigger's, has the flag. */
  #stops({ workflow: id, event }: ModelAction): boolean {
    const stopIf = this.#workflows.find((workflow) => workflow.id === id)?.stopIf.type;
    const flagged = stopIf === 'finalStatus' ? FINAL : stopIf === 'reachedStatus' ? REACHED : [];
    const last = this.#history.filter(({ lead }) => lead === event.lead && lead !== null).at(-1);
    return last !== undefined && last.status !== event.status && flagged.includes(last.status);
  }

  /** The last call of the agent or the lead that began has not ended, was not followed by another of its lead, and began lately. */
  #isLive({ event: { agent, lead }, dueAt }: ModelAction): boolean {
    const calls: { call: string; lead: string | null; agent: string; at: number }[] = [];
    for (const event of this.#history) {
      const begins = event.status === 'INCALL';
      const ended = calls.filter(
        (one) =>
          one.call === event.call ||
          (begins && (one.agent === event.agent || (one.lead !== null && one.lead === event.lead))),
      );
      for (const one of ended) calls.splice(calls.indexOf(one), 1);
      if (begins) calls.push(event);
    }
    const isOn = (one: (typeof calls)[number]) =>
      one.agent === agent || (one.lead !== null && one.lead === lead);
    return calls.some((one) => isOn(one) && dueAt < one.at + LIVE_MS);
  }

  /** Minute by minute. */
  #opening(workflow: Workflow, at: number): number {
    const { holdUntilHours: window = '24hr', timeZone = 'account' } = workflow.actionSets[0]?.schedule ?? {};
    const zone = timeZone === 'account' ? 'America/Los_Angeles' : timeZone;
    if (isOpen(window, at, zone)) return at;
    let minute = Math.floor(at / 60_000) * 60_000;
    while (!isOpen(window, minute, zone)) minute += 60_000;
    return minute;
  }
}

const WINDOWS: Readonly<Record<string, readonly [number, number]>> = {
  '24hr': [0, 24],
  '9-5': [9, 17],
  '12-9': [12, 21],
  '5-9': [17, 21],
};

function isOpen(window: string, at: number, zone = 'America/Los_Angeles'): boolean {
  const [start, end] = WINDOWS[window] ?? [0, 24];
  const hour = new Date(wallAt(at, zone)).getUTCHours();
  return hour >= start && hour < end;
}
