import { ConnectError } from '@convoso-connect/core';
import { ACTORS, USUAL_PAGE, type AnswerOf, type RelayApi } from '@convoso-connect/core/relay-contract';
import { answered, noted } from '../api/config-change.js';
import type { Change, Changed as Made } from '../config/change.js';
import type { ConfigChanging } from '../config/config-truth.js';
import { readRevision, unknownRevision } from '../config/revision-to-restore.js';
import type { Reader } from '../reads/reader.js';
import { areOthersAt } from '../store/place.js';
import { askRelay } from './ask-relay.js';
import { readEnvironment } from './environment.js';
import { audited } from './audited.js';
import { textOfFile } from './text-of-file.js';
import { throughRelay } from './through-relay.js';
import { withConfig, withConfigToCheck } from './with-config.js';
import { acceptedIn, withReader } from './with-reader.js';

type Api = RelayApi['config'];
type Shown = AnswerOf<Api['get']>;
type RevisionList = AnswerOf<Api['revisions']>;
export type Changed = AnswerOf<Api['put']>;

export interface ChangeOptions {
  /** The revision that the change is based on; without it, the one that runs now. */
  readonly base?: string | undefined;
  /** The digest of an edited file that was shown. */
  readonly overFile?: string | undefined;
}

export interface PutOptions extends ChangeOptions {
  readonly dryRun?: boolean | undefined;
}

/** What came of a change, and from when on it counts: no relay need run. */
export interface CarriedOut {
  readonly changed: Changed;
  readonly runs: 'now' | 'within seconds on every relay' | 'from the next start on';
}

/** Puts a document there that stands in a file, or only checks it. */
export function put(file: string, options: PutOptions, env: NodeJS.ProcessEnv): Promise<CarriedOut> {
  return putText(textOfFile(file), options, env);
}

/** Puts a document there, or only checks it. */
export async function putText(
  text: string,
  { base, dryRun, overFile }: PutOptions,
  env: NodeJS.ProcessEnv,
): Promise<CarriedOut> {
  assertBase(base);
  const ask = async (): Promise<CarriedOut> => {
    const ifMatch = base ?? String((await runningNow(env)).revision);
    const place = `config${queryOf({ dryRun: dryRun === true ? 'true' : undefined, overFile })}`;
    const changed = await askRelay<Changed>({ method: 'PUT', place, text, ifMatch }, env);
    return { changed, runs: 'now' };
  };
  const place = readEnvironment(env);
  // On the folder itself an edited file would be taken up first, and a check changes nothing.
  if (dryRun === true && !areOthersAt(place)) return ask();
  return throughRelay(ask, () =>
    onFolder('config.put', { base, dryRun, overFile }, env, (changes, change) =>
      changes.put({ ...change, text }),
    ),
  );
}

/** The running configuration; where no relay runs, the one accepted last. */
export function running(env: NodeJS.ProcessEnv): Promise<Shown> {
  return throughRelay(
    () => runningNow(env),
    () => withAccepted(env, ({ reader, accepted: { revision } }) => shownRevision(reader, revision)),
  );
}

function runningNow(env: NodeJS.ProcessEnv): Promise<Shown> {
  return askRelay<Shown>({ method: 'GET', place: 'config' }, env);
}

export function accepted(revision: string, env: NodeJS.ProcessEnv): Promise<Shown> {
  return throughRelay(
    () => askRelay<Shown>({ method: 'GET', place: placeOf(revision) }, env),
    () => withAccepted(env, ({ reader }) => shownRevision(reader, readRevision(revision))),
  );
}

async function shownRevision(reader: Reader, revision: number): Promise<Shown> {
  const shown = await reader.ask('revision', { revision });
  if (shown === null) throw unknownRevision(String(revision));
  return shown;
}

export function changesOf(
  revision: string,
  since: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<AnswerOf<Api['changes']>> {
  const place = `${placeOf(revision)}/changes${queryOf({ since })}`;
  return throughRelay(
    () => askRelay<AnswerOf<Api['changes']>>({ method: 'GET', place }, env),
    () =>
      withAccepted(env, async ({ reader }) => {
        const asked = {
          revision: readRevision(revision),
          since: since === undefined ? null : readRevision(since),
        };
        const changes = await reader.ask('revisionChanges', asked);
        if (changes === null) throw unknownRevision(since ?? revision);
        return changes;
      }),
  );
}

function withAccepted<Value>(
  env: NodeJS.ProcessEnv,
  work: (at: Awaited<ReturnType<typeof acceptedIn>>) => Promise<Value>,
): Promise<Value> {
  return withReader(env, async (reader) => work(await acceptedIn(reader, env)));
}

/** Puts an accepted configuration there again. */
export async function restored(
  revision: string,
  { base, overFile }: ChangeOptions,
  env: NodeJS.ProcessEnv,
): Promise<CarriedOut> {
  assertBase(base);
  return throughRelay<CarriedOut>(
    async () => {
      const place = `${placeOf(revision)}/restore${queryOf({ overFile })}`;
      const ifMatch = base ?? String((await runningNow(env)).revision);
      return { changed: await askRelay<Changed>({ method: 'POST', place, ifMatch }, env), runs: 'now' };
    },
    () => {
      const number = readRevision(revision);
      return onFolder('config.restore', { base, overFile }, env, (changes, change) =>
        changes.restore(number, change),
      );
    },
  );
}

/** The accepted configurations, newest first, and the zone of the account. */
export function revisionsOf(env: NodeJS.ProcessEnv): Promise<RevisionList & { readonly timeZone: string }> {
  return throughRelay(
    async () => {
      const list = await askRelay<RevisionList>({ method: 'GET', place: 'config/revisions' }, env);
      const { account } = (await runningNow(env)).config;
      return { ...list, timeZone: (account as { readonly timeZone: string }).timeZone };
    },
    () =>
      withAccepted(env, async ({ reader, accepted: { timeZone: zone } }) => ({
        ...(await reader.ask('revisions', { after: null, limit: USUAL_PAGE })),
        timeZone: zone,
      })),
  );
}

/** Without a relay, on the data folder itself. */
function onFolder(
  what: string,
  { base, dryRun = false, overFile }: PutOptions,
  env: NodeJS.ProcessEnv,
  work: (changes: ConfigChanging, change: Omit<Change, 'text'>) => Promise<Made>,
): Promise<CarriedOut> {
  const upon = (revision: number) =>
    ({
      base: base === undefined ? revision : readRevision(base),
      by: ACTORS.commandLine,
      references: 'any',
      overFile: overFile ?? null,
    }) as const;
  const carriedOut = (made: Made): CarriedOut => ({
    changed: answered(made),
    runs: runsAs(made, areOthersAt(readEnvironment(env))),
  });
  if (dryRun)
    return withConfigToCheck(env, async ({ changes, revision }) =>
      carriedOut(await work(changes, { ...upon(revision), mode: 'check' })),
    );
  return withConfig(env, async ({ store, changes, revision }) => {
    const change = { ...upon(revision), mode: 'make' } as const;
    return carriedOut(await audited(store, what, (order) => noted(order, change, work(changes, change))));
  });
}

/** Relays on the same database take it up by themselves. */
function runsAs({ saved }: Made, areOthers: boolean): CarriedOut['runs'] {
  return areOthers && saved !== null ? 'within seconds on every relay' : 'from the next start on';
}

/** A relay would refuse it as a header, and the data folder as a revision that there is not: neither is what was typed. */
function assertBase(base: string | undefined): void {
  if (base === undefined || /^[1-9]\d{0,9}$/.test(base)) return;
  throw new ConnectError(
    'BAD_NUMBER',
    `--base is "${base.slice(0, 50)}", which is no number of a revision`,
    'Give that of the revision that the change was made from, as in --base 7: npm run connect -- config revisions.',
  );
}

function placeOf(revision: string): string {
  return `config/revisions/${readRevision(revision)}`;
}

function queryOf(names: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(names).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
