import { createHash } from 'node:crypto';
import { NO_SECRETS, createMasker } from '@convoso-connect/core';
import {
  formatProblem,
  knownSecrets,
  resolveSecrets,
  restoreConfig,
  storedConfig,
  tightenedWarnings,
  type ConfigProblem,
  type ConnectConfig,
  type ResolvedConfig,
  type SecretRef,
} from '@convoso-connect/core/config';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { acceptRevision, latestRevision } from '../store/commands/revisions.js';
import { saveSwitches, type SwitchRow } from '../store/commands/switches.js';
import type { Db } from '../store/sqlite.js';
import { SwitchBoard } from '../switches/switch-board.js';
import { acceptedConfig } from './accepted.js';
import { FormerSecrets } from './former-secrets.js';
import { liveConfig, masking, type LiveConfig } from './live-config.js';
import { ConfigRefused, readConfigText } from './read-config.js';
import { Revisions } from './revision.js';

export interface ConfigKeeperOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** What a secret reference stands for. */
  readonly secrets: (ref: SecretRef) => string | undefined;
  /** What had been switched at run time when the relay last stopped. */
  readonly switches?: readonly SwitchRow[];
}

/**
 * Keeps the running configuration. A document is accepted as a whole or not at all: only a valid one becomes an
 * immutable revision and replaces the running one; a refused one leaves everything as it was.
 */
export class ConfigKeeper {
  readonly revisions: Revisions;
  readonly #options: ConfigKeeperOptions;
  readonly #switches: SwitchBoard;
  readonly #former = new FormerSecrets();
  #current: LiveConfig | null = null;
  #listeners: ((config: LiveConfig) => void)[] = [];

  constructor(options: ConfigKeeperOptions) {
    this.#options = options;
    this.revisions = new Revisions(options.db);
    this.#switches = new SwitchBoard(options.switches ?? []);
  }

  get current(): LiveConfig {
    if (this.#current === null) throw new Error('no configuration has been accepted yet');
    return this.#current;
  }

  /** The same, or null as long as there is none. */
  get running(): LiveConfig | null {
    return this.#current;
  }

  onChange(listener: (config: LiveConfig) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Accepts a document. Throws {@link ConfigRefused} with every problem, and changes nothing, if it is wrong. A rule that
   * has been tightened since the configuration before it was accepted only warns about what that held already.
   */
  async accept(text: string): Promise<LiveConfig> {
    const before = this.#current?.revision.config ?? (await acceptedConfig(this.#options.db));
    const { config, warnings } = readConfigText(text, before);
    this.#warn(warnings);
    return this.#adopt(config);
  }

  #warn(warnings: readonly ConfigProblem[]): void {
    for (const warning of warnings) this.#options.log.warn({ code: warning.code }, formatProblem(warning));
  }

  /**
   * Runs on the last accepted revision again; null when there is none, or when it had secrets written into it, which
   * are not stored, or refers to some that are gone.
   */
  async acceptLast(): Promise<LiveConfig | null> {
    const { db, secrets } = this.#options;
    const last = await latestRevision(db);
    if (last?.complete !== 1) return null;
    const config = restoreConfig(last.document);
    const resolved = resolveSecrets(config, secrets);
    if (resolved.ok) this.#warn(tightenedWarnings(config));
    return resolved.ok ? this.#run(last.revision, config, resolved.config) : null;
  }

  async #adopt(config: ConnectConfig): Promise<LiveConfig> {
    const { db, clock, secrets } = this.#options;
    const resolved = resolveSecrets(config, secrets);
    if (!resolved.ok) throw new ConfigRefused(resolved.problems);
    this.#warn(resolved.warnings);
    const masker = createMasker(NO_SECRETS);
    const { document, complete } = storedConfig(config, (url) => masker.url(url));
    const hash = createHash('sha256').update(document).digest('hex');
    const row = { hash, document, complete: complete ? 1 : 0, accepted_at: clock.now() };
    return this.#run(await acceptRevision(db, row), config, resolved.config);
  }

  /** Switches parts at run time, for good: stored first, then in force. */
  async turn(rows: readonly SwitchRow[]): Promise<void> {
    await saveSwitches(this.#options.db, rows);
    this.#switches.adopt(rows);
    const { revision, resolved } = this.current;
    this.#put(revision.number, revision.config, resolved);
  }

  /**
   * Takes up secrets that have changed behind their references. False, and nothing is changed, where one is missing now or
   * cannot be used in its place.
   */
  resolveAgain(): boolean {
    const { revision } = this.current;
    const resolved = resolveSecrets(revision.config, this.#options.secrets);
    if (resolved.ok) this.#put(revision.number, revision.config, resolved.config);
    return resolved.ok;
  }

  async #run(number: number, config: ConnectConfig, resolved: ResolvedConfig): Promise<LiveConfig> {
    const { db, clock } = this.#options;
    const ended = this.#switches.endedBy(config, clock.now());
    await saveSwitches(db, ended);
    this.#switches.adopt(ended);
    return this.#put(number, config, resolved);
  }

  /** As {@link FormerSecrets.use}: says that something is under way that may carry the secrets of now. */
  useSecrets(): () => void {
    return this.#former.use();
  }

  /** Masks former secrets no longer than something can carry them. Cheap where there are none to drop. */
  dropFormerSecrets(): void {
    if (this.#current === null || !this.#former.drop(this.#options.clock.now())) return;
    this.#current = { ...this.#current, ...masking(this.#current.resolved, this.#former.all()) };
  }

  #put(number: number, config: ConnectConfig, resolved: ResolvedConfig): LiveConfig {
    if (this.#current !== null) {
      const before = knownSecrets(this.#current.resolved);
      this.#former.replace(before, knownSecrets(resolved), this.#options.clock.now());
    }
    const formerSecrets = this.#former.all();
    const live = liveConfig({ number, config, resolved, formerSecrets, switches: this.#switches });
    for (const { part, reason } of live.revision.faults)
      this.#options.log.error({ code: 'PART_NOT_READY' }, `the ${part} fails wherever it is used: ${reason}`);
    this.revisions.keep(live.revision);
    this.#current = live;
    for (const listener of this.#listeners) listener(live);
    return live;
  }
}
