import {
  compileWorkflow,
  decodeDisposition,
  foldCode,
  type CompiledWorkflow,
  type Finding,
  type LeadState,
  type Occurrence,
  type OccurrenceKind,
  type Rules,
  type StopTest,
  callLogIdOf,
} from '@convoso-connect/core';
import type { ConnectConfig } from '@convoso-connect/core/config';
import type { BodyOf, RelayApi } from '@convoso-connect/core/relay-contract';

export type HoldBody = BodyOf<RelayApi['holds']['create']>;

type Workflow = ConnectConfig['workflows'][number];
type Action = Workflow['actionSets'][number]['actions'][number];
type Schedule = NonNullable<Action['schedule']>;

/** What a hold is reviewed by at its time. Plain data. */
export interface HoldRules {
  /** What its maker calls what it is done by; absent in what was stored before there was one. */
  readonly rule?: string | null;
  readonly schedule: Schedule;
  readonly contact: NonNullable<HoldBody['contact']> | null;
  readonly stopIf: Workflow['stopIf'];
  readonly stopOn: {
    readonly kinds: readonly OccurrenceKind[];
    readonly statuses: readonly string[];
    readonly dnc: boolean;
  };
  readonly skipIfLiveCall: boolean;
  readonly whenStopped: 'end' | 'tell';
}

export function rulesOf(body: HoldBody): HoldRules {
  const {
    until,
    contact = null,
    rule = null,
    stopIf,
    stopOn = {},
    skipIfLiveCall = false,
    whenStopped,
  } = body;
  const { kinds = [], statuses = [], dnc = contact !== null } = stopOn;
  return {
    rule,
    schedule: 'at' in until ? withoutInstant(until) : until,
    contact,
    stopIf: stopIf as Workflow['stopIf'],
    stopOn: { kinds, statuses, dnc },
    skipIfLiveCall,
    whenStopped,
  };
}

function withoutInstant({ at: _at, ...schedule }: Extract<HoldBody['until'], { at: string }>): Schedule {
  return schedule;
}

/** Whether a hold goes by what becomes of its lead, so that it must have one. */
export function asksForLead({ stopIf, stopOn, schedule, contact, skipIfLiveCall }: HoldRules): boolean {
  const { kinds, statuses, dnc } = stopOn;
  const stops = stopIf.type !== 'never' || kinds.length > 0 || statuses.length > 0 || dnc;
  return stops || contact !== null || skipIfLiveCall || schedule.timeZone === 'lead';
}

/** A workflow of one action: what is done when the hold is handed back. */
export function workflowOfHold(rules: HoldRules): Workflow {
  return {
    id: 'hold',
    name: 'hold',
    active: true,
    relation: { type: 'campaign', ids: [], all: true },
    events: [],
    stopIf: rules.stopIf,
    skipIfPending: false,
    performActionOn: 100,
    rateLimit: 9,
    rateLimitScope: 'workflow',
    actionSets: [{ id: 'hold', actions: [actionOfHold(rules)] }],
  };
}

/** Of what contacts the lead its kind is known and nothing more, which is all that hours go by. */
export function actionOfHold({ schedule, contact, skipIfLiveCall }: HoldRules): Action {
  const type = contact ?? 'INTEGRATION';
  return { id: 'hold', active: true, type, endpointId: 'hold', skipIfLiveCall, schedule } as Action;
}

/** Makes rules ready; the same few are asked for again and again. */
export class ReadyRules {
  readonly #ready = new Map<string, { readonly rules: HoldRules; readonly compiled: CompiledWorkflow }>();
  #timeZone = '';

  of(text: string, timeZone: string): { readonly rules: HoldRules; readonly compiled: CompiledWorkflow } {
    if (timeZone !== this.#timeZone || this.#ready.size >= KEPT_READY) this.#ready.clear();
    this.#timeZone = timeZone;
    const known = this.#ready.get(text);
    if (known !== undefined) return known;
    const rules = JSON.parse(text) as HoldRules;
    const made = { rules, compiled: compileWorkflow(workflowOfHold(rules), { timeZone }) };
    this.#ready.set(text, made);
    return made;
  }
}

const KEPT_READY = 500;

/** What is asked about whether a hold is stopped. */
export interface StopFacts {
  readonly trigger: Occurrence;
  readonly lead: LeadState | null;
  readonly statuses: Rules['statuses'];
  /** What has just happened to the lead; null at a review. */
  readonly news: Occurrence | null;
}

/** Why a hold is stopped; null where it is not. A test that throws stops nothing here: the review tells what was thrown. */
export function whyStopped(
  { rules, stopIf }: { readonly rules: HoldRules; readonly stopIf: StopTest },
  facts: StopFacts,
): Finding | null {
  return stoppedByNews(rules, facts) ?? stoppedByStatus(rules, facts) ?? stoppedByTest(stopIf, facts);
}

function stoppedByTest(stopIf: StopTest, { trigger, lead, statuses }: StopFacts): Finding | null {
  try {
    const finding = stopIf({ lead, trigger, statuses });
    return finding.verdict === 'yes' ? finding : null;
  } catch {
    return null;
  }
}

/** The status that triggered it does not stop it, as with Stop Workflow If. */
export function stoppedByStatus(
  { stopOn: { statuses: named, dnc } }: HoldRules,
  { trigger, lead, statuses }: Pick<StopFacts, 'trigger' | 'lead' | 'statuses'>,
): Finding | null {
  const status = lead?.status ?? null;
  if (status === null) return null;
  const isDnc = dnc && decodeDisposition(status, statuses).flags?.dnc === true;
  if (isDnc)
    return yes('LEAD_DNC', `the lead now has the status ${status}, by which it is not to be contacted`);
  const isUnchanged = trigger.status !== null && foldCode(status) === foldCode(trigger.status);
  if (isUnchanged || !named.some((each) => foldCode(each) === foldCode(status))) return null;
  return yes('STATUS_REACHED', `the lead now has the status ${status}`);
}

function stoppedByNews({ stopOn }: HoldRules, { trigger, news }: StopFacts): Finding | null {
  if (news === null || isSame(news, trigger)) return null;
  const kind = stopOn.kinds.find((each) => news.kinds.includes(each));
  return kind === undefined ? null : yes('KIND_CAME', `a ${kind} of the lead came after it`);
}

/** What triggered a hold may be told a second time, by a hook after a program. */
function isSame(news: Occurrence, trigger: Occurrence): boolean {
  if (news.id === trigger.id) return true;
  const call = callLogIdOf(news.snapshot);
  const isSameCall = call !== null && call === callLogIdOf(trigger.snapshot);
  return isSameCall && foldCode(news.status ?? '') === foldCode(trigger.status ?? '');
}

function yes(code: string, reason: string): Finding {
  return { verdict: 'yes', code, reason };
}
