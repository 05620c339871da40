import { randomBytes } from 'node:crypto';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';
import { listSecrets, type ConnectConfig } from '@convoso-connect/core/config';
import { notify } from '../store/commands/notifications.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Db } from '../store/sqlite.js';
import type { ConfigKeeper } from './config-keeper.js';
import { readConfigFile } from './read-config.js';
import { SAMPLE_SECRET_FILE, SAMPLE_SECRET_PREFIX, sampleConfig } from './sample.js';

const WATCH_INTERVAL_MS = 1_000;

export interface ConfigFileParts {
  readonly keeper: ConfigKeeper;
  readonly log: Log;
  readonly db: Db;
  readonly clock: Clock;
}

/** Writes the sample configuration, and a secret for its hook, where there is none; says whether it did. */
export function writeSampleIfMissing(file: string, port: number): boolean {
  if (existsSync(file)) return false;
  const secret = path.join(path.dirname(file), SAMPLE_SECRET_FILE);
  // First: a configuration without its secret would be refused at the next start.
  if (!existsSync(secret)) {
    const text = `${SAMPLE_SECRET_PREFIX}${randomBytes(18).toString('base64url')}\n`;
    writeFileSync(secret, text, { mode: 0o600 });
  }
  writeFileSync(file, `${JSON.stringify(sampleConfig(port), null, 2)}\n`, { mode: 0o600 });
  return true;
}

/**
 * The file that the configuration comes from. It is read at the start, and again whenever it looks different from
 * when it was last read, so that a change in the middle of a start is not missed either.
 */
export class ConfigFile {
  readonly #file: string;
  readonly #parts: ConfigFileParts;
  /** What the files looked like when the configuration was last read. */
  #seen = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #reloading: Promise<void> = Promise.resolve();

  constructor(file: string, parts: ConfigFileParts) {
    this.#file = file;
    this.#parts = parts;
  }

  /**
   * Reads the configuration at the start. A broken file stops a first start. A later one goes on with the last
   * accepted revision, so that calls are not lost over a typing mistake, unless that had secrets written into it,
   * which are not stored.
   */
  async loadAtStart(): Promise<void> {
    const { keeper } = this.#parts;
    try {
      await keeper.accept(this.#read());
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      const last = await keeper.acceptLast();
      if (last === null) throw error;
      await reportRefused(
        error,
        `Running on the last accepted revision, ${last.revision.number}.`,
        this.#parts,
      );
    }
  }

  /** Accepts the file again whenever it changes; a refused one leaves the running revision in place and is reported. */
  watch(): void {
    this.#timer = setInterval(() => {
      if (this.#looksDifferent()) void this.#reloadOnChange();
    }, WATCH_INTERVAL_MS);
  }

  /** Reads the file now. One reading follows the other: two at once could both claim the next revision number. */
  reload(): Promise<void> {
    const reloaded = this.#reloading.then(() => this.#reload());
    this.#reloading = reloaded.catch(() => undefined);
    return reloaded;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#reloading;
  }

  async #reloadOnChange(): Promise<void> {
    try {
      await this.reload();
    } catch (error) {
      this.#parts.log.error({ err: error }, 'reloading the configuration failed');
    }
  }

  async #reload(): Promise<void> {
    const { keeper, log } = this.#parts;
    const before = keeper.current.revision.number;
    try {
      const live = await keeper.accept(this.#read());
      const what =
        live.revision.number === before ? 'configuration and secrets read again' : 'configuration reloaded';
      log.info({ revision: live.revision.number }, what);
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      await reportRefused(error, `Revision ${before} keeps running.`, this.#parts);
    }
  }

  /** The file, and those that hold secrets of the running configuration. */
  #files(): string[] {
    const running = this.#parts.keeper.running?.revision.config ?? null;
    return [this.#file, ...secretFiles(running, path.dirname(this.#file))];
  }

  /** A file that only the configuration just read refers to has not been seen yet, and is not different for that. */
  #looksDifferent(): boolean {
    const looks = this.#files().map((file) => [file, appearanceOf(file)] as const);
    const differs = looks.some(([file, appearance]) => (this.#seen.get(file) ?? appearance) !== appearance);
    for (const [file, appearance] of looks) if (!this.#seen.has(file)) this.#seen.set(file, appearance);
    return differs;
  }

  /** Looks before it reads, secrets included: what changes in between is noticed later, and read once more. */
  #read(): string {
    const look = (file: string) => [file, appearanceOf(file)] as const;
    this.#seen = new Map(this.#files().map(look));
    const text = readConfigFile(this.#file);
    for (const file of secretFilesNamedIn(text, path.dirname(this.#file))) this.#seen.set(...look(file));
    return text;
  }
}

/** The files that hold nothing but a secret of a configuration; where no configuration runs yet, none. */
function secretFiles(config: ConnectConfig | null, folder: string): string[] {
  return (config === null ? [] : listSecrets(config)).flatMap(({ secret }) =>
    typeof secret === 'string' ? [] : secretFile(secret.secretRef, folder),
  );
}

/** The same of a document that nobody has accepted yet; none where it cannot be read. */
function secretFilesNamedIn(text: string, folder: string): string[] {
  const files: string[] = [];
  try {
    JSON.parse(text, (key, value: unknown) => {
      if (key === 'secretRef' && typeof value === 'string') files.push(...secretFile(value, folder));
      return value;
    });
  } catch {
    // Whoever accepts the document tells what is wrong with it.
  }
  return files;
}

function secretFile(secretRef: string, folder: string): string[] {
  return secretRef.startsWith('file:') ? [path.resolve(folder, secretRef.slice('file:'.length))] : [];
}

/** Differs when the file was written, replaced or removed. */
function appearanceOf(file: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return 'not there';
  }
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
