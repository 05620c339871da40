import type { ConfigProblem } from './problem.js';
import type { ConnectConfig, Workflow } from './settled.js';
import { scheduleWarnings } from './schedule-warnings.js';
import { unknownTokens } from './unknown-tokens.js';
import { workflowDoubts } from './workflow-doubts.js';
import { workflowZoneWarnings } from './zone-warnings.js';

export function workflowWarnings(workflow: Workflow, path: string, config: ConnectConfig): ConfigProblem[] {
  return [
    ...idsIgnored(workflow, path),
    ...workflowDoubts(workflow, path, config),
    ...unknownTokens(workflow, path, config),
    ...eventsLost(workflow, path),
    ...flagsGuessed(workflow, path, config),
    ...neverPerformed(workflow, path),
    ...limitShared(workflow, path, config),
    ...withoutActions(workflow, path),
    ...endOfCallsUnseen(workflow, path, config),
    ...scheduleWarnings(workflow, path, config),
    ...workflowZoneWarnings(workflow, path),
  ];
}

function idsIgnored({ relation }: Workflow, path: string): ConfigProblem[] {
  if (!relation.all || relation.ids.length === 0) return [];
  return [
    {
      code: 'RELATION_IDS_IGNORED',
      path: `${path}.relation.ids`,
      value: relation.ids.join(', '),
      message: 'These ids are ignored, because all is true.',
      remedy: 'Remove the ids, or set all to false.',
    },
  ];
}

function eventsLost({ ignoreOutsideHours }: Workflow, path: string): ConfigProblem[] {
  if (ignoreOutsideHours === undefined) return [];
  return [
    {
      code: 'EVENTS_OUTSIDE_HOURS_LOST',
      path: `${path}.ignoreOutsideHours`,
      value: ignoreOutsideHours.window,
      message: 'What happens outside these hours is lost for this workflow, not held.',
      remedy: "To hold it until the hours begin, use an action's schedule with holdUntilHours instead.",
    },
  ];
}

function flagsGuessed({ stopIf }: Workflow, path: string, { statuses }: ConnectConfig): ConfigProblem[] {
  if (stopIf.type !== 'reachedStatus' && stopIf.type !== 'finalStatus') return [];
  if (statuses.length > 0) return [];
  return [
    {
      code: 'STATUS_FLAGS_GUESSED',
      path: `${path}.stopIf.type`,
      value: stopIf.type,
      message: 'Without the statuses of the account, which of them are reached or final is a guess.',
      remedy: "Put the account's own status table into statuses.",
    },
  ];
}

function neverPerformed({ performActionOn }: Workflow, path: string): ConfigProblem[] {
  if (performActionOn > 0) return [];
  return [
    {
      code: 'NEVER_PERFORMED',
      path: `${path}.performActionOn`,
      value: '0',
      message: 'Actions on 0 % of the leads: this workflow never performs any.',
      remedy: 'Set performActionOn to more than 0, or to switch the workflow off, set active to false.',
    },
  ];
}

function limitShared(workflow: Workflow, path: string, { workflows }: ConnectConfig): ConfigProblem[] {
  const sharing = workflows.filter(({ rateLimitScope }) => rateLimitScope === 'lead');
  if (workflow.rateLimitScope !== 'lead' || sharing.length < 2) return [];
  const others = sharing.filter(({ id }) => id !== workflow.id).map(({ name }) => `"${name}"`);
  return [
    {
      code: 'RATE_LIMIT_SHARED',
      path: `${path}.rateLimitScope`,
      value: 'lead',
      message: `A lead's triggers are counted together with those of ${others.join(', ')}, so each can use up the other's.`,
      remedy: 'Set rateLimitScope to workflow, unless that is meant.',
    },
  ];
}

function withoutActions({ actionSets }: Workflow, path: string): ConfigProblem[] {
  if (actionSets.some((set) => set.actions.length > 0)) return [];
  return [
    {
      code: 'WORKFLOW_WITHOUT_ACTIONS',
      path: `${path}.actionSets`,
      value: 'nothing',
      message: 'This workflow decides but does nothing.',
      remedy: 'Add an action, such as { "id": "post", "type": "INTEGRATION", "endpointId": "…" }.',
    },
  ];
}

/** A call that is never seen to end holds actions back until it is no longer believed (domain-facts J.22). */
function endOfCallsUnseen({ actionSets }: Workflow, path: string, config: ConnectConfig): ConfigProblem[] {
  if (config.hooks.length === 0 || config.hooks.some(({ occurrence }) => canEndCalls(occurrence))) return [];
  const { liveCallExpiresMinutes } = config.settings;
  return actionSets.flatMap((set, setIndex) =>
    set.actions.flatMap((action, index) => {
      if (!action.skipIfLiveCall) return [];
      return [
        {
          code: 'END_OF_CALLS_UNSEEN',
          path: `${path}.actionSets[${String(setIndex)}].actions[${String(index)}].skipIfLiveCall`,
          value: 'true',
          message: `No hook delivers the end of calls, so a call counts as live for ${String(liveCallExpiresMinutes)} ${liveCallExpiresMinutes === 1 ? 'minute' : 'minutes'}.`,
          remedy:
            'Let a hook infer its occurrences, or add disposition or termReason to those that it names.',
        },
      ];
    }),
  );
}

function canEndCalls(occurrence: ConnectConfig['hooks'][number]['occurrence']): boolean {
  return occurrence === 'infer' || occurrence.includes('disposition') || occurrence.includes('termReason');
}
