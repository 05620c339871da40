import { ConnectError, visibleText } from '@convoso-connect/core';
import { ACTORS, type AnswerOf, type RelayApi } from '@convoso-connect/core/relay-contract';
import { localTime } from '../explain/local-time.js';
import {
  accepted,
  changesOf,
  put,
  restored,
  revisionsOf,
  running,
  type ChangeOptions,
  type CarriedOut,
  type PutOptions,
} from './config-at-hand.js';
import { print, printError } from './print.js';
import { warningLine } from './warning-line.js';

type Changes = AnswerOf<RelayApi['config']['changes']>['changes'];

export interface RevisionOptions {
  readonly revision?: string;
}

export interface DiffOptions extends RevisionOptions {
  readonly since?: string;
}

/** Prints the running configuration, or an accepted one, as its file would have it; which one it is, beside it. */
export async function showConfig({ revision }: RevisionOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const shown = revision === undefined ? await running(env) : await accepted(revision, env);
  printError(`Revision ${shown.revision}, secrets masked.\n`);
  print(`${JSON.stringify(shown.config, null, 2)}\n`);
}

/** Prints what a document would change of the running configuration, or what an accepted one changed. */
export async function diffConfig(
  file: string | undefined,
  { revision, since }: DiffOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (file !== undefined) {
    if (revision !== undefined || since !== undefined) throw fileAndRevision();
    const { changed } = await put(file, { dryRun: true }, env);
    print(`${changesText(changed.changes, 'It would change nothing.')}\n`);
    return;
  }
  const of = revision ?? String((await running(env)).revision);
  const { since: before, changes } = await changesOf(of, since, env);
  if (before === null)
    print(`Revision ${of} is the oldest that is kept: there is nothing to compare it with.\n`);
  else print(`${changesText(changes, `Revision ${of} says the same as revision ${before}.`)}\n`);
}

function fileAndRevision(): ConnectError {
  return new ConnectError(
    'FILE_AND_REVISION',
    'a file is given, and a revision: a document is compared with the running configuration alone',
    'Give either the file, or --revision and --since.',
  );
}

/** Puts a document in the place of the running configuration, and into its file. */
export async function putConfig(file: string, options: PutOptions, env: NodeJS.ProcessEnv): Promise<void> {
  print(changedText(await put(file, options, env)));
}

/** Puts an accepted configuration there again. */
export async function restoreConfig(
  revision: string,
  options: ChangeOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  print(changedText(await restored(revision, options, env)));
}

/** Lists the accepted configurations, newest first: when, by whom, and how much each changed. */
export async function listRevisions(env: NodeJS.ProcessEnv): Promise<void> {
  const { timeZone, revisions, next } = await revisionsOf(env);
  for (const { revision, acceptedAt, by, changes } of revisions) {
    const parts = [`Revision ${revision}`, localTime(acceptedAt, timeZone), byText(by, changes === null)];
    if (changes !== null)
      parts.push(`${changes.added} added, ${changes.removed} removed, ${changes.changed} changed`);
    print(`${visibleText(parts.filter((part) => part !== '').join(' · '))}\n`);
  }
  if (next !== null) print(`Older ones: GET /api/config/revisions?after=${next}\n`);
}

const BY: Readonly<Record<string, string>> = {
  [ACTORS.file]: 'its file was edited',
  [ACTORS.session]: 'by a signed-in browser',
};

function byText(by: string | null, isFirst: boolean): string {
  if (by === null) return '';
  // Nobody has edited what the first one was read from: it may be the sample.
  if (by === ACTORS.file && isFirst) return 'from its file';
  return BY[by] ?? `by ${by}`;
}

/** What was done, and what is to be known about it. */
function changedText({ changed, runs }: CarriedOut): string {
  const { revision, changes, warnings, saved, notWritten } = changed;
  const done =
    saved === null
      ? `Nothing was changed; revision ${revision} keeps running. With this document:`
      : `Revision ${revision} runs ${runs}${saved === 'file' ? ', and stands in the file' : ''}.`;
  return [
    done,
    changesText(changes, 'Nothing differs.'),
    ...warnings.map(warningLine),
    ...(notWritten === null ? [] : [`! ${visibleText(`${notWritten.message}. ${notWritten.remedy}`)}`]),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** Longer values are told of in words alone. */
const LONGEST_VALUE = 60;

function changesText(changes: Changes, none: string): string {
  if (changes.length === 0) return none;
  return changes
    .map(({ kind, path, message, before, after }) => {
      const values = kind === 'changed' ? [before, after].map((value) => JSON.stringify(value)) : [];
      const areShort = values.length > 0 && values.every((value) => value.length <= LONGEST_VALUE);
      return visibleText(`- ${message}${areShort ? ` ${values.join(' → ')}` : ''} [${path}]`);
    })
    .join('\n');
}
