import { existsSync, readFileSync, unwatchFile, watchFile, writeFileSync } from 'node:fs';
import { ConnectError } from '@convoso-connect/core';
import { notify } from '../store/commands/notifications.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Db } from '../store/sqlite.js';
import type { ConfigKeeper } from './config-keeper.js';
import { sampleConfig } from './sample.js';

const WATCH_INTERVAL_MS = 1_000;

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
export async function loadAtStart(file: string, keeper: ConfigKeeper, log: Log): Promise<void> {
  try {
    await keeper.accept(readConfigFile(file));
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    const last = await keeper.acceptLast();
    if (last === null) throw error;
    log.error(
      { code: error.code, revision: last.revision.number },
      `${error.message}\nRunning on the last accepted revision.`,
    );
  }
}

/** Accepts the file again whenever it changes; a refused one leaves the running revision in place and is reported. */
export function watchConfigFile(
  file: string,
  { keeper, log, db, clock }: { keeper: ConfigKeeper; log: Log; db: Db; clock: Clock },
): { reload(): Promise<void>; stop(): void } {
  const reload = async (): Promise<void> => {
    const before = keeper.current.revision.number;
    try {
      const live = await keeper.accept(readConfigFile(file));
      if (live.revision.number !== before)
        log.info({ revision: live.revision.number }, 'configuration reloaded');
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      const message = `${error.message}\nRevision ${before} keeps running.`;
      log.error({ code: error.code, revision: before }, message);
      await notify(db, { key: 'config', kind: 'config-refused', message, at: clock.now() });
    }
  };
  const onChange = (): void => {
    reload().catch((error: unknown) => log.error({ err: error }, 'reloading the configuration failed'));
  };
  watchFile(file, { interval: WATCH_INTERVAL_MS, persistent: false }, onChange);
  return { reload, stop: () => unwatchFile(file, onChange) };
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
