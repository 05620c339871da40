import { ConnectError } from '@convoso-connect/core';
import { askRelay } from './ask-relay.js';
import { print } from './print.js';

export interface ReplayOptions {
  readonly workflow?: string;
  readonly endpoint?: string;
  readonly reason?: string;
  readonly since?: string;
  readonly until?: string;
}

interface Answer {
  readonly replayed: { readonly actions: number; readonly deliveries: number; readonly workflows: number };
  readonly left: number;
}

/** Plays dead letters again: one by its id, or all that the options name. Each keeps its key and its body. */
export async function replay(
  id: string | undefined,
  { since, until, ...options }: ReplayOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const chosen = Object.entries({ ...options, from: since, to: until }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  if (id !== undefined) {
    if (chosen.length > 0) throw idAndMore();
    await askRelay({ method: 'POST', place: `dead-letters/${encodeURIComponent(id)}/replay` }, env);
    print(`Replayed ${id}.\n`);
    return;
  }
  const query = new URLSearchParams(chosen).toString();
  const place = `dead-letters/replay${query === '' ? '' : `?${query}`}`;
  const { replayed, left } = await askRelay<Answer>({ method: 'POST', place }, env);
  const { actions, deliveries, workflows } = replayed;
  const lines = [
    `Replayed ${counted(actions, 'action')}, ${counted(deliveries, 'call')} that could not be processed, and ` +
      `${counted(workflows, 'workflow')} that had failed.`,
  ];
  if (left > 0)
    lines.push(`${left} could not be replayed and stay listed at /api/dead-letters with their reasons.`);
  print(`${lines.join('\n')}\n`);
}

function idAndMore(): ConnectError {
  const message = 'an id is given, and options that choose several';
  return new ConnectError('ID_AND_OPTIONS', message, 'Give either the id or the options.');
}

function counted(count: number, what: string): string {
  return `${count} ${count === 1 ? what : `${what}s`}`;
}
