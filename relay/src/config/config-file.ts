import { existsSync, readFileSync, unwatchFile, watchFile, writeFileSync } from 'node:fs';
import { ConnectError } from '@convoso-connect/core';
import { notify } from '../store/commands/notifications.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Db } from '../store/sqlite.js';
import type { ConfigKeeper } from './config-keeper.js';
import { sampleConfig } from './sample.js';

const WATCH_INTERVAL_MS = 1_000;

export interface ConfigFileParts {
  readonly keeper: ConfigKeeper;
  readonly log: Log;
  readonly db: Db;
  readonly clock: Clock;
}

/** Writes the sample configuration where there is none; says whether it did. */
export function writeSampleIfMissing(file: string, port: number): boolean {
  if (existsSync(file)) return false;
  writeFileSync(file, `${JSON.stringify(sampleConfig(port), null, 2)}\n`, { mode: 0o600 });
  return true;
}

/**
 * Reads the configuration at the start. A broken file stops a first start. A later one goes on with the last
 * accepted revision, so that calls are not lost over a typing mistake, unless that had secrets written into it,
 * which are not stored.
 */
export async function loadAtStart(file: string, parts: ConfigFileParts): Promise<void> {
  const { keeper } = parts;
  try {
    await keeper.accept(readConfigFile(file));
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    const last = await keeper.acceptLast();
    if (last === null) throw error;
    await reportRefused(error, `Running on the last accepted revision, ${last.revision.number}.`, parts);
  }
}

/** Accepts the file again whenever it changes; a refused one leaves the running revision in place and is reported. */
export function watchConfigFile(
  file: string,
  parts: ConfigFileParts,
): { reload(): Promise<void>; stop(): void } {
  const { keeper, log } = parts;
  const reload = async (): Promise<void> => {
    const before = keeper.current.revision.number;
    try {
      const live = await keeper.accept(readConfigFile(file));
      if (live.revision.number !== before)
        log.info({ revision: live.revision.number }, 'configuration reloaded');
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      await reportRefused(error, `Revision ${before} keeps running.`, parts);
    }
  };
  const onChange = (): void => {
    reload().catch((error: unknown) => log.error({ err: error }, 'reloading the configuration failed'));
  };
  watchFile(file, { interval: WATCH_INTERVAL_MS, persistent: false }, onChange);
  return { reload, stop: () => unwatchFile(file, onChange) };
}

/** Tells the log and the operator why a file was not taken over, and what runs instead. */
async function reportRefused(
  error: ConnectError,
  instead: string,
  { keeper, log, db, clock }: ConfigFileParts,
): Promise<void> {
  const message = `${error.message}\n${instead}`;
  log.error({ code: error.code, revision: keeper.current.revision.number }, message);
  await notify(db, { key: 'config', kind: 'config-refused', message, at: clock.now() });
}

function readConfigFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConnectError(
      'CONFIG_UNREADABLE',
      `the configuration file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      'Set CONNECT_CONFIG to a file that exists and can be read.',
      { cause: error },
    );
  }
}
