import { ConnectError } from '@convoso-connect/core';
import { askRelay } from './ask-relay.js';
import { calledEndpoint, calledWorkflow, type Called } from '../explain/meant.js';
import { withLocalTimes } from '../explain/local-time.js';
import { print } from './print.js';
import { withReaderIfAny } from './with-reader.js';

interface Standing {
  readonly active: boolean;
  readonly switched: { readonly reason: string } | null;
}

/**
 * Switches a workflow, one of its actions (`<workflow>/<action>`) or an endpoint on or off in the running relay. Workflows and
 * endpoints go by their ids or their names.
 */
export async function turn(
  kind: string,
  name: string,
  position: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const accepted = await withReaderIfAny(env, async (reader) => reader?.ask('accepted', {}));
  const place = placeOf(kind, name, {
    workflows: accepted?.workflows ?? [],
    endpoints: accepted?.endpoints ?? [],
  });
  const body = { active: positionOf(position) };
  const { active, switched } = await askRelay<Standing>({ method: 'PATCH', place, body }, env);
  const timeZone = accepted?.timeZone ?? 'UTC';
  const by = switched === null ? 'as the configuration says' : withLocalTimes(switched.reason, timeZone);
  print(`The ${kind} ${name} is ${active ? 'on' : 'off'}: ${by}.\n`);
}

interface Known {
  readonly workflows: readonly Called[];
  readonly endpoints: readonly Called[];
}

function placeOf(kind: string, name: string, { workflows, endpoints }: Known): string {
  const workflowPlace = (text: string): string =>
    `workflows/${encodeURIComponent(calledWorkflow(text, workflows)?.id ?? text)}`;
  if (kind === 'workflow') return workflowPlace(name);
  if (kind === 'endpoint')
    return `endpoints/${encodeURIComponent(calledEndpoint(name, endpoints)?.id ?? name)}`;
  // A name may have a slash in it; an action goes by its id.
  const [, workflow, action] = /^(.+)\/([^/]+)$/.exec(name) ?? [];
  if (kind === 'action' && workflow !== undefined && action !== undefined)
    return `${workflowPlace(workflow)}/actions/${encodeURIComponent(action)}`;
  const remedy = 'Name a workflow, an endpoint, or an action as <workflow>/<action>.';
  throw new ConnectError('UNKNOWN_PART', `there is no ${kind} "${name}" to switch`, remedy);
}

function positionOf(text: string): boolean {
  if (text === 'on') return true;
  if (text === 'off') return false;
  throw new ConnectError('BAD_SWITCH', `"${text}" is neither on nor off`, 'Write on or off.');
}
