import { ConnectError } from '@convoso-connect/core';
import { askRelay } from './ask-relay.js';
import { print } from './print.js';

interface Standing {
  readonly active: boolean;
  readonly switched: { readonly reason: string } | null;
}

/** Switches a workflow, one of its actions (`<workflow>/<action>`) or an endpoint on or off in the running relay. */
export async function turn(
  kind: string,
  name: string,
  position: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const place = placeOf(kind, name);
  const body = { active: positionOf(position) };
  const { active, switched } = await askRelay<Standing>({ method: 'PATCH', place, body }, env);
  const by = switched === null ? 'as the configuration says' : switched.reason;
  print(`The ${kind} ${name} is ${active ? 'on' : 'off'}: ${by}.\n`);
}

function placeOf(kind: string, name: string): string {
  const encoded = encodeURIComponent(name);
  if (kind === 'workflow' || kind === 'endpoint') return `${kind}s/${encoded}`;
  const [workflow, action, ...rest] = name.split('/');
  if (kind === 'action' && workflow && action && rest.length === 0) {
    return `workflows/${encodeURIComponent(workflow)}/actions/${encodeURIComponent(action)}`;
  }
  const remedy = 'Name a workflow, an endpoint, or an action as <workflow>/<action>.';
  throw new ConnectError('UNKNOWN_PART', `there is no ${kind} "${name}" to switch`, remedy);
}

function positionOf(text: string): boolean {
  if (text === 'on') return true;
  if (text === 'off') return false;
  throw new ConnectError('BAD_SWITCH', `"${text}" is neither on nor off`, 'Write on or off.');
}
