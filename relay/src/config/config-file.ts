import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { ConfigKeeper } from './config-keeper.js';
import type { ConfigTruth } from './config-truth.js';
import type { InsteadOfFile } from './instead-of-file.js';
import { appearance, appearanceOf, secretFiles, secretFilesNamedIn } from './looks-of-files.js';
import { nothingIsRefused, notifyRefused, reportRefused } from './refused-notice.js';
import { readConfigFile } from './read-config.js';
import { replaceFile, type Replacement } from './replace-file.js';
import { newSampleSecret, SAMPLE_SECRET_FILE, textOfSample } from './sample.js';
import type { Store } from '../store/store.js';

const WATCH_INTERVAL_MS = 1_000;

export interface ConfigFileParts {
  readonly keeper: ConfigKeeper;
  readonly instead: Pick<InsteadOfFile, 'counts'>;
  readonly log: Log;
  readonly store: Store;
  readonly clock: Clock;
}

/** What the file says, and whether that is what the running configuration has come of. */
export interface LookedAt {
  readonly text: string;
  readonly isSettled: boolean;
}

/** Writes the sample configuration, and a secret for its hook, where there is none; says whether it did. */
export function writeSampleIfMissing(file: string, port: number): boolean {
  if (existsSync(file)) return false;
  const secret = path.join(path.dirname(file), SAMPLE_SECRET_FILE);
  // First: a configuration without its secret would be refused at the next start.
  if (!existsSync(secret)) writeFileSync(secret, `${newSampleSecret()}\n`, { mode: 0o600 });
  writeFileSync(file, textOfSample(port, `file:${SAMPLE_SECRET_FILE}`), { mode: 0o600 });
  return true;
}

/**
 * The file that the configuration comes from. It is read at the start, and again whenever it looks different from
 * when it was last read, so that a change in the middle of a start is not missed either.
 */
export class ConfigFile implements ConfigTruth {
  readonly #file: string;
  readonly #parts: ConfigFileParts;
  /** What the files looked like when the configuration was last read. */
  #seen = new Map<string, string>();
  /** The text that the running configuration has come of, or counts in the place of; null where there is none. */
  #settled: string | null = null;
  #isReplaced = false;
  #refusedAt: number | null = null;
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
  async loadAtStart(): Promise<null> {
    const { keeper, log } = this.#parts;
    try {
      await this.#take(this.#read());
      await nothingIsRefused(this.#parts);
      log.info({ revision: keeper.current.revision.number }, 'configuration loaded');
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      const last = await keeper.acceptLast();
      if (last === null) {
        await notifyRefused(error, 'The relay did not start.', this.#parts);
        throw error;
      }
      this.#refusedAt = this.#parts.clock.now();
      await reportRefused(
        error,
        `Running on the last accepted revision, ${last.revision.number}.`,
        this.#parts,
      );
    }
    return null;
  }

  /** A command takes up what somebody has edited, as a start does. */
  async loadForCommand(): Promise<number> {
    await this.loadAtStart();
    return this.#parts.keeper.current.revision.number;
  }

  /** Accepts the file again whenever it changes; a refused one leaves the running revision in place and is reported. */
  watch(): void {
    this.#timer = setInterval(() => {
      if (this.#looksDifferent()) void this.#reloadOnChange();
    }, WATCH_INTERVAL_MS);
  }

  /** Reads the file now. */
  reload(): Promise<void> {
    return this.inTurn(() => this.#reload());
  }

  /** A store whose configuration stands in a file has one relay. */
  takeUpOthers(): Promise<void> {
    return Promise.resolve();
  }

  /**
   * Does what reads or writes the file, one after the other: two at once could both claim the next revision number, and
   * what is being written must not be read as somebody else's.
   */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#reloading.then(work);
    this.#reloading = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** Whether it could not be written, and the running configuration counts in its place. */
  get isReplaced(): boolean {
    return this.#isReplaced;
  }

  /** Since when what the file says is refused, in epoch milliseconds; null where it is not. */
  get refusedAt(): number | null {
    return this.#refusedAt;
  }

  get name(): string {
    return this.#file;
  }

  /** What it says now, and whether that is what the running configuration has come of. Throws a `ConnectError`. */
  look(): LookedAt {
    const text = readConfigFile(this.#file);
    return { text, isSettled: text === this.#settled };
  }

  /**
   * Writes it, in turn; `adopt` puts into force what it then says. Where that fails, it says again what it said before. What
   * is written here is not noticed as a change.
   */
  async write<Value>({ before, after }: Replacement, adopt: () => Promise<Value>): Promise<Value> {
    this.#replace({ before, after });
    try {
      const adopted = await adopt();
      this.#settle(after, false);
      return adopted;
    } catch (error) {
      this.#putBack({ before: after, after: before });
      throw error;
    }
  }

  #replace(replacement: Replacement): void {
    if (replacement.before === replacement.after) return;
    this.#seen.set(this.#file, appearance(replaceFile(this.#file, replacement)));
  }

  /** From now on the running configuration counts in the place of this text, in turn. */
  replacedBy(text: string): void {
    this.#settle(text, true);
  }

  #settle(text: string, isReplaced: boolean): void {
    this.#settled = text;
    this.#isReplaced = isReplaced;
    this.#refusedAt = null;
  }

  /** Where even that fails, the file is looked at again, and whatever it says is taken over or told. */
  #putBack(replacement: Replacement): void {
    try {
      this.#replace(replacement);
    } catch (error) {
      this.#seen.set(this.#file, 'to be read again');
      this.#parts.log.error({ err: error }, 'the configuration file could not be put back as it was');
    }
  }

  /** Takes over what the file says, unless the revision accepted last counts in its place. */
  async #take(text: string): Promise<void> {
    const { keeper, instead, log } = this.#parts;
    if (!(await instead.counts(text))) {
      await keeper.accept(text);
      this.#settle(text, false);
      return;
    }
    if (keeper.running === null && (await keeper.acceptLast()) === null) {
      const message = 'the configuration that was changed through the API and stands in the store alone';
      const remedy =
        'Give back the secrets that it refers to, or change the file, which counts from then on.';
      throw new ConnectError('STORED_CONFIG_UNUSABLE', `${message} cannot be used`, remedy);
    }
    keeper.resolveAgain();
    const { number: revision } = keeper.current.revision;
    if (!this.#isReplaced)
      log.warn(
        { code: 'CONFIG_NOT_IN_FILE', revision },
        `Revision ${revision} was changed through the API and could not be written to ${this.#file}; it counts until the file changes.`,
      );
    this.#settle(text, true);
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
      await this.#take(this.#read());
      await nothingIsRefused(this.#parts);
      const { number: revision } = keeper.current.revision;
      const what = revision === before ? 'configuration and secrets read again' : 'configuration reloaded';
      log.info({ revision }, what);
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      this.#refusedAt ??= this.#parts.clock.now();
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
