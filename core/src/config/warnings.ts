import { adaptorWarnings } from './adaptor-warnings.js';
import { endpointWarnings } from './endpoint-warnings.js';
import { integratorWarnings } from './integrators.js';
import { inlineSecret } from './inline-secret.js';
import type { ConfigProblem } from './problem.js';
import type { ConnectConfig, Workflow } from './settled.js';
import type { Hook } from './hook.js';
import type { Schedule } from './schedule.js';

/** What a document may say and a person should know about before relying on it. */
export function configWarnings(config: ConnectConfig): ConfigProblem[] {
  return [
    ...config.adaptors.flatMap((adaptor, index) => adaptorWarnings(adaptor, `adaptors[${String(index)}]`)),
    ...config.endpoints.flatMap((endpoint, index) =>
      endpointWarnings(endpoint, `endpoints[${String(index)}]`),
    ),
    ...integratorWarnings(config),
    ...config.workflows.flatMap((workflow, index) =>
      workflowWarnings(workflow, `workflows[${String(index)}]`, config),
    ),
    ...config.hooks.flatMap((hook, index) => hookWarnings(hook, `hooks[${String(index)}]`)),
  ];
}

function workflowWarnings(workflow: Workflow, path: string, config: ConnectConfig): ConfigProblem[] {
  const { relation, stopIf, ignoreOutsideHours, actionSets } = workflow;
  const warnings: ConfigProblem[] = [];
  if (relation.all && relation.ids.length > 0) {
    warnings.push({
      code: 'RELATION_IDS_IGNORED',
      path: `${path}.relation.ids`,
      value: relation.ids.join(', '),
      message: 'These ids are ignored, because all is true.',
      remedy: 'Remove the ids, or set all to false.',
    });
  }
  if (ignoreOutsideHours !== undefined) {
    warnings.push({
      code: 'EVENTS_OUTSIDE_HOURS_LOST',
      path: `${path}.ignoreOutsideHours`,
      value: ignoreOutsideHours.window,
      message: 'What happens outside these hours is lost for this workflow, not held.',
      remedy: "To hold it until the hours begin, use an action's schedule with holdUntilHours instead.",
    });
  }
  if ((stopIf.type === 'reachedStatus' || stopIf.type === 'finalStatus') && config.statuses.length === 0) {
    warnings.push({
      code: 'STATUS_FLAGS_GUESSED',
      path: `${path}.stopIf.type`,
      value: stopIf.type,
      message: 'Without the statuses of the account, which of them are reached or final is a guess.',
      remedy: "Put the account's own status table into statuses.",
    });
  }
  if (actionSets.every((set) => set.actions.length === 0)) {
    warnings.push({
      code: 'WORKFLOW_WITHOUT_ACTIONS',
      path: `${path}.actionSets`,
      value: 'nothing',
      message: 'This workflow decides but does nothing.',
      remedy: 'Add an action, such as { "id": "post", "type": "INTEGRATION", "endpointId": "…" }.',
    });
  }
  return [...warnings, ...scheduleWarnings(workflow, path)];
}

function scheduleWarnings({ actionSets }: Workflow, path: string): ConfigProblem[] {
  return actionSets.flatMap((set, setIndex) => {
    const setPath = `${path}.actionSets[${String(setIndex)}]`;
    return [
      ...unusedZone(set.schedule, `${setPath}.schedule`),
      ...set.actions.flatMap((action, index) =>
        unusedZone(action.schedule, `${setPath}.actions[${String(index)}].schedule`),
      ),
    ];
  });
}

function unusedZone(schedule: Schedule | undefined, path: string): ConfigProblem[] {
  if (schedule?.timeZone === undefined || schedule.holdUntilHours !== '24hr') return [];
  return [
    {
      code: 'SCHEDULE_ZONE_UNUSED',
      path: `${path}.timeZone`,
      value: schedule.timeZone,
      message: 'The zone has no effect, because the action is held for no hours.',
      remedy: 'Choose hours in holdUntilHours, or remove timeZone.',
    },
  ];
}

function hookWarnings(hook: Hook, path: string): ConfigProblem[] {
  if (hook.secret === undefined) {
    return [
      {
        code: 'HOOK_WITHOUT_SECRET',
        path: `${path}.secret`,
        value: 'nothing',
        message: 'Whoever knows the URL of this hook can send it deliveries.',
        remedy:
          'Set a secret, and have Convoso send it in the header X-Connect-Secret or as ?secret= in the URL.',
      },
    ];
  }
  return typeof hook.secret === 'string' ? [inlineSecret(`${path}.secret`)] : [];
}
