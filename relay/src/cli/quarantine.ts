import { visibleLines } from '@convoso-connect/core';
import type { AnswerOf, RELAY_API } from '@convoso-connect/core/relay-contract';
import { letInCommand } from '../explain/let-in.js';
import { localTime } from '../explain/local-time.js';
import { askRelay } from './ask-relay.js';
import { print } from './print.js';

export interface LetInOptions {
  readonly hook?: string;
}

type Page = AnswerOf<(typeof RELAY_API)['quarantine']['list']>;
type LetIn = AnswerOf<(typeof RELAY_API)['quarantine']['replay']>;

const SHOWN = 50;

/** Lists what was turned away last, newest first, with the reason and what lets it in. */
export async function printQuarantine(env: NodeJS.ProcessEnv): Promise<void> {
  const { quarantine, timeZone, next } = await askRelay<Page>(
    { method: 'GET', place: `quarantine?limit=${SHOWN}` },
    env,
  );
  const lines = quarantine.flatMap((entry) => entryLines(entry, timeZone));
  if (lines.length === 0) lines.push('Nothing was turned away.');
  if (next !== null) lines.push('… and more, at /api/quarantine');
  print(`${visibleLines(lines)}\n`);
}

function entryLines(entry: Page['quarantine'][number], timeZone: string): string[] {
  const { id, at, hookId, status, code, reason, replayedAs, whyNotLetIn: whyNot } = entry;
  const after =
    replayedAs !== null
      ? `let in as ${replayedAs}`
      : whyNot === null
        ? letInCommand(entry)
        : `${whyNot}, so that it cannot be let in: once that is mended, let Convoso send it again`;
  return [
    `${localTime(at, timeZone)}   hook "${hookId}"   ${status} ${code}: ${reason} [${id}]`,
    `    ${after}`,
  ];
}

/**
 * Lets in what was turned away, one after the other, each by its own hook or by the one that is named. Throws what the
 * relay refuses the first with that it does; those before it are in by then, and printed.
 */
export async function letIn(
  ids: readonly string[],
  { hook }: LetInOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const query = hook === undefined ? '' : `?${new URLSearchParams({ hook }).toString()}`;
  for (const id of ids) {
    const place = `quarantine/${encodeURIComponent(id)}/replay${query}`;
    const { id: delivery } = await askRelay<LetIn>({ method: 'POST', place }, env);
    print(`Let in ${id}: npm run connect -- explain ${delivery}\n`);
  }
}
