import {
  ConnectError,
  WorkflowIndex,
  compileWorkflow,
  type CompiledWorkflow,
  type DueAction,
  type Finding,
  type Rules,
} from '@convoso-connect/core';
import type { ConnectConfig } from '@convoso-connect/core/config';
import type { BodyOf, RelayApi } from '@convoso-connect/core/relay-contract';
import type { LiveConfig } from '../config/live-config.js';

export type AdmitBody = BodyOf<RelayApi['guard']['admit']>;

type Workflow = ConnectConfig['workflows'][number];
type Action = Workflow['actionSets'][number]['actions'][number];
type Limits = NonNullable<AdmitBody['limits']>;

/** What an event is decided by: a workflow of the relay, or limits that came with the question. */
export interface Rule {
  readonly name: string;
  readonly compiled: CompiledWorkflow;
  readonly rules: Rules;
  readonly live: LiveConfig;
}

/** Rules that came with questions are the same few, asked about again and again; so many are kept ready. */
const KEPT_READY = 500;

/** The rules that are asked about, made ready. */
export class GuardRules {
  readonly #config: () => LiveConfig;
  /** Those that came with questions, for the running configuration. */
  #ready = new Map<string, Rule>();
  #readyFor: LiveConfig | null = null;

  constructor(config: () => LiveConfig) {
    this.#config = config;
  }

  /** @throws {ConnectError} UNKNOWN_RULE, RULE_HAS_LIMITS */
  find({ rule: name, limits }: Pick<AdmitBody, 'rule' | 'limits'>): Rule {
    const live = this.#config();
    const compiled = live.revision.workflows.get(name);
    if (compiled === undefined) {
      if (limits === undefined) throw unknownRule(name);
      return this.#given(name, limits, live);
    }
    if (limits !== undefined) throw hasLimits(name);
    return { name, compiled, rules: live.rules, live };
  }

  #given(name: string, limits: Limits, live: LiveConfig): Rule {
    if (this.#readyFor !== live || this.#ready.size >= KEPT_READY) this.#ready = new Map();
    this.#readyFor = live;
    const key = JSON.stringify([name, limits]);
    const ready = this.#ready.get(key) ?? madeReady(name, limits, live);
    this.#ready.set(key, ready);
    return ready;
  }
}

function madeReady(name: string, limits: Limits, live: LiveConfig): Rule {
  const { timeZone } = live.rules;
  const workflow = workflowOf(name, limits);
  const index = new WorkflowIndex([workflow], { timeZone });
  return { name, compiled: compileWorkflow(workflow, { timeZone }), rules: { ...live.rules, index }, live };
}

/** A workflow with one action: what whoever asks is about to do. */
function workflowOf(id: string, { stopIf = 'never', skipIfLiveCall = false, ...limits }: Limits): Workflow {
  const {
    relation,
    events = [],
    ignoreOutsideHours,
    performActionOn = 100,
    rateLimit = 9,
    rateLimitScope = 'workflow',
  } = limits;
  return {
    id,
    name: id,
    active: true,
    relation:
      relation === undefined
        ? { type: 'campaign', ids: [], all: true }
        : { type: relation.type, ids: [...relation.ids], all: false },
    // The contract has read them by the very schemas of a configuration.
    events: [...events] as Workflow['events'],
    stopIf: (typeof stopIf === 'string' ? { type: stopIf } : stopIf) as Workflow['stopIf'],
    skipIfPending: false,
    ...(ignoreOutsideHours === undefined ? {} : { ignoreOutsideHours }),
    performActionOn,
    rateLimit,
    rateLimitScope,
    actionSets: [{ id: 'actions', actions: [elsewhere(skipIfLiveCall)] }],
  };
}

function elsewhere(skipIfLiveCall: boolean): Action {
  return { id: 'elsewhere', active: true, type: 'INTEGRATION', endpointId: 'elsewhere', skipIfLiveCall };
}

/**
 * The action whose own guards count for a step: in a workflow of the relay the one that is called like the step; where
 * there is none, the workflow's guards alone.
 */
export function actionOfStep(
  { compiled, name, live }: Rule,
  step: string,
): Pick<DueAction, 'action' | 'schedule' | 'active'> {
  const isOfRelay = live.revision.workflows.has(name);
  for (const set of compiled.workflow.actionSets) {
    const action = isOfRelay ? set.actions.find(({ id }) => id === step) : set.actions[0];
    if (action === undefined) continue;
    const part = { kind: 'action', workflowId: name, id: action.id } as const;
    const { active } = live.switches.standing(part, action.active);
    return { action, schedule: action.schedule ?? set.schedule, active: active ? ACTIVE : switchedOff(step) };
  }
  return { action: elsewhere(false), schedule: undefined, active: withoutAction(step) };
}

const ACTIVE: Finding = { verdict: 'yes', code: 'ACTIVE', reason: 'the action is active' };

/** No mistake where the step is of a program; one where it was to be an action, whose hours then do not count. */
function withoutAction(step: string): Finding {
  const reason = `the workflow has no action "${step}": its own guards count, and those of no action`;
  return { verdict: 'yes', code: 'STEP_WITHOUT_ACTION', reason };
}

function switchedOff(step: string): Finding {
  return { verdict: 'no', code: 'INACTIVE', reason: `the action "${step}" is switched off` };
}

function unknownRule(name: string): ConnectError {
  return new ConnectError(
    'UNKNOWN_RULE',
    `there is no workflow "${name}" in the relay, and the question came without limits of its own`,
    'Name a workflow of the configuration by its id, or send "limits", as {"rateLimit": 9}.',
  );
}

function hasLimits(name: string): ConnectError {
  return new ConnectError(
    'RULE_HAS_LIMITS',
    `"${name}" is a workflow of the relay, whose limits count, and the question came with others`,
    'Leave "limits" out, or give the rule another name.',
  );
}
