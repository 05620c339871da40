import { ConnectError, visibleLines } from '@convoso-connect/core';
import type { AnswerOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { askRelay } from './ask-relay.js';
import { counted } from '../counted.js';
import { print } from './print.js';
import { idAndOptions } from './id-and-options.js';
import { leftLines, sendAgain, type AgainOptions } from './send-again.js';
import { withReaderIfAny } from './with-reader.js';
import { withCalledWorkflow } from './workflow-option.js';

export type ReplayOptions = AgainOptions;

type Answer = AnswerOf<RelayApi['deadLetters']['replayMany']>;

/**
 * Plays dead letters again: one by its id, or all that the options name. Each keeps its key and its body. With an endpoint or a
 * cause, only actions are meant, which are told one by one; without, calls and workflows that failed are taken along.
 */
export async function replay(
  id: string | undefined,
  given: ReplayOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (id === undefined && (given.endpoint !== undefined || given.cause !== undefined))
    return sendAgain('replay', given, env);
  const { since, until, dryRun, ...options } = given;
  if (dryRun === true) throw dryRunOfAll();
  const named = await withCalledWorkflow(options, env);
  const chosen = Object.entries({ ...named, from: since, to: until }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  if (id !== undefined) {
    if (chosen.length > 0) throw idAndOptions();
    await askRelay({ method: 'POST', place: `dead-letters/${encodeURIComponent(id)}/replay` }, env);
    print(`Replayed ${id}.\n`);
    return;
  }
  const query = new URLSearchParams(chosen).toString();
  const place = `dead-letters/replay${query === '' ? '' : `?${query}`}`;
  const { replayed, left, why } = await askRelay<Answer>({ method: 'POST', place }, env);
  const { actions, deliveries, workflows } = replayed;
  const lines = [
    `Replayed ${counted(actions, 'action')}, ${counted(deliveries, 'call')} that could not be processed, and ` +
      `${counted(workflows, 'workflow')} that had failed.`,
  ];
  if (left > 0)
    lines.push(`${left} could not be replayed and stay listed at /api/dead-letters with their reasons.`);
  lines.push(...leftLines(why, { dryRun: false, timeZone: await timeZoneOf(env) }));
  print(`${visibleLines(lines)}\n`);
}

async function timeZoneOf(env: NodeJS.ProcessEnv): Promise<string> {
  return (
    (await withReaderIfAny(env, async (reader) => (await reader?.ask('accepted', {}))?.timeZone)) ?? 'UTC'
  );
}

function dryRunOfAll(): ConnectError {
  return new ConnectError(
    'ENDPOINT_NEEDED',
    'a dry run is about what goes to an endpoint, and none is named',
    'Name one with --endpoint, or a cause with --cause.',
  );
}
