import { createInterface } from 'node:readline/promises';
import { ConnectError } from '@convoso-connect/core';
import { restoreConfig } from '@convoso-connect/core/config';
import { forgotten, readAskedPerson } from '../api/forget.js';
import { systemClock } from '../clock.js';
import { forgetPerson, lookUpPerson, type ForgetReport, type WithPending } from '../forget/forget.js';
import { createLog } from '../log.js';
import { lockFolder } from '../store/folder-lock.js';
import { assertStore, assertTablesAt } from '../store/no-store.js';
import { openStoreAt } from '../store/place.js';
import { askRelay } from './ask-relay.js';
import { audited } from './audited.js';
import { readEnvironment } from './environment.js';
import { print } from './print.js';

export interface ForgetOptions {
  readonly phone?: string;
  readonly lead?: string;
  readonly pending?: string;
  readonly yes?: boolean;
}

/** Removes a person, or only tells what would be removed. */
type Forget = (order: { dryRun: boolean; pending: WithPending }) => Promise<ForgetReport>;

/**
 * Shows what is kept of a person, asks, removes it, and shows what was removed; through the running relay or, where none
 * runs on the data folder, by itself. The exit code is 1 where nothing was removed because nobody was there to say yes.
 */
export async function printForgetting(options: ForgetOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const pending = readPending(options.pending);
  const { forget, close } = await opened(options, env);
  try {
    const found = await forget({ dryRun: true, pending });
    if (Object.keys(found.rows).length === 0) {
      print(`Nothing is kept of this person.\n${found.alsoNamedIn.length > 0 ? textOf(found) : ''}`);
      return;
    }
    print(`This is kept of the person, and would be removed:\n${textOf(found)}`);
    if (!(await isMeant(options))) {
      print('Nothing was removed.\n');
      process.exitCode = 1;
      return;
    }
    const removed = await forget({ dryRun: false, pending });
    print(`Removed:\n${textOf(removed)}${remainder(removed)}`);
  } finally {
    await close();
  }
}

function readPending(text: string | undefined): WithPending {
  if (text === undefined) return 'refuse';
  if (text === 'flush') return text;
  const remedy = 'Write --pending flush, or leave it out.';
  throw new ConnectError('BAD_PENDING', `--pending is "${text}"`, remedy);
}

async function isMeant({ yes = false }: ForgetOptions): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    print('Add --yes to remove it.\n');
    return false;
  }
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asking.question('Remove it for good? Write yes: ');
  asking.close();
  return answer.trim().toLowerCase() === 'yes';
}

function textOf({ rows, leads, pending, alsoNamedIn }: ForgetReport): string {
  const lines = Object.entries(rows).map(([table, count]) => `  ${String(count).padStart(6)} in ${table}`);
  if (leads.length > 0) lines.push(`  with everything of ${leads.map((id) => `lead ${id}`).join(', ')}`);
  for (const { lead, fields } of alsoNamedIn)
    lines.push(`  also named in lead ${lead} (${fields.join(', ')}), which stays: correct it in Convoso`);
  if (pending.waiting > 0)
    lines.push(`  of which pending, and cancelled first with --pending flush: ${pending.waiting}`);
  return `${lines.join('\n')}\n`;
}

function remainder({ erased }: ForgetReport): string {
  if (erased !== false) return '';
  return (
    'Copies of it remain in the write-ahead log, which another process is reading. They go once that has ended: ' +
    'run this once more then.\n'
  );
}

async function opened(
  options: ForgetOptions,
  env: NodeJS.ProcessEnv,
): Promise<{ forget: Forget; close: () => Promise<void> }> {
  const { phone, lead } = options;
  if ((phone === undefined) === (lead === undefined)) throw onePerson(phone === undefined);
  const person = readAskedPerson({ phone, lead });
  const forget: Forget = (order) =>
    askRelay<ForgetReport>({ method: 'POST', place: 'forget', body: { phone, lead, ...order } }, env);
  try {
    // Whether a relay answers at all.
    await askRelay({ method: 'GET', place: 'notifications?limit=20' }, env);
    return { forget, close: () => Promise.resolve() };
  } catch (error) {
    if (!(error instanceof ConnectError) || error.code !== 'RELAY_NOT_RUNNING') throw error;
    return onFolder(person, env, error);
  }
}

function onePerson(isNobody: boolean): ConnectError {
  return new ConnectError(
    'BAD_FORGET_ORDER',
    isNobody ? 'it is not said who is to be forgotten' : 'both --phone and --lead were given',
    'Name one person, with --phone or with --lead.',
  );
}

/** Without a relay, on the data folder itself, which no relay can take meanwhile. */
async function onFolder(
  person: ReturnType<typeof readAskedPerson>,
  env: NodeJS.ProcessEnv,
  notRunning: ConnectError,
): Promise<{ forget: Forget; close: () => Promise<void> }> {
  const place = readEnvironment(env);
  const { dataFolder } = place;
  assertStore(place);
  await assertTablesAt(place);
  const lock = locked(dataFolder, notRunning);
  const store = await openStoreAt(place);
  const close = async (): Promise<void> => {
    await store.close();
    lock.release();
  };
  const revision = await store.configuration.latest();
  const hooks = revision === undefined ? [] : restoreConfig(revision.document).hooks;
  const parts = {
    store,
    clock: systemClock,
    log: createLog({ readable: false, level: 'silent' }),
    fieldsOf: (hookId: string) => hooks.find(({ id }) => id === hookId)?.fields ?? {},
    forgetRequests: () => undefined,
  };
  return {
    forget: ({ dryRun, pending }) =>
      dryRun
        ? lookUpPerson(parts, person)
        : audited(store, 'people.forget', async (change) => {
            change.note({ part: 'person' });
            const report = await forgetPerson(parts, person, pending);
            change.note(forgotten(report));
            return report;
          }),
    close,
  };
}

function locked(dataFolder: string, notRunning: ConnectError): ReturnType<typeof lockFolder> {
  try {
    return lockFolder(dataFolder);
  } catch (error) {
    if (!(error instanceof ConnectError) || error.code !== 'DATA_FOLDER_IN_USE') throw error;
    throw new ConnectError(
      'RELAY_NOT_ANSWERING',
      `a relay is running on the data folder ${dataFolder}, and ${notRunning.message}`,
      'Run this again once it has started or stopped.',
      { cause: error },
    );
  }
}
