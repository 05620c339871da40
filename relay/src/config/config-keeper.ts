import { createHash } from 'node:crypto';
import type { ConnectError } from '@convoso-connect/core';
import {
  formatProblem,
  knownSecrets,
  resolveSecrets,
  restoreConfig,
  tightenedWarnings,
  type ConfigProblem,
  type ConnectConfig,
  type ResolvedConfig,
  type SecretRef,
} from '@convoso-connect/core/config';
import { ACTORS } from '@convoso-connect/core/relay-contract';
import { acceptedFromFile, switchesEnded } from '../audit/of-configuration.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { SwitchBoard } from '../switches/switch-board.js';
import { acceptedConfig } from './accepted.js';
import { asStored, changeCounts, configDifferences } from './compared.js';
import { FormerSecrets } from './former-secrets.js';
import { liveConfig, masking, type LiveConfig } from './live-config.js';
import { ConfigRefused, readConfigText } from './read-config.js';
import { assertStoredUsable } from '../seals/use.js';
import { Revisions } from './revision.js';
import { inlineSecrets } from './secret-not-kept.js';
import { unusable } from './stored-unusable.js';
import type { StoredRevision } from '../store/ports/configuration.js';
import type { StoredSwitch } from '../store/ports/switches.js';
import type { Store, Unit } from '../store/store.js';

export interface ConfigKeeperOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** What a secret reference stands for. */
  readonly secrets: (ref: SecretRef) => string | undefined;
  /** What had been switched at run time when the relay last stopped. */
  readonly switches?: readonly StoredSwitch[];
}

/** A document that is right, with its secrets; nothing has come of it yet. */
export interface ReadDocument {
  readonly config: ConnectConfig;
  readonly resolved: ResolvedConfig;
  readonly warnings: readonly ConfigProblem[];
}

/** A revision, which need not be the one that runs here. */
export interface AcceptedRevision {
  readonly number: number;
  readonly config: ConnectConfig;
}

/** Where a configuration comes from. */
export interface Origin {
  /** Who made it, as the audit log names them. */
  readonly by: string;
  /** The digest of the file's text that it counts in the place of; null where the file says the same. */
  readonly insteadOf: string | null;
}

export const FROM_FILE: Origin = { by: ACTORS.file, insteadOf: null };

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
    this.revisions = new Revisions(options.store);
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

  /** Reads a document of the file, and accepts it. Throws {@link ConfigRefused}, and changes nothing, if it is wrong. */
  async accept(text: string): Promise<LiveConfig> {
    return this.adopt(await this.read(text), FROM_FILE);
  }

  /**
   * Reads a document that could be accepted. Throws {@link ConfigRefused} with every problem if it is wrong. A rule that
   * has been tightened since only warns about what the configuration before it, or `accepted`, held already.
   */
  async read(text: string, accepted?: ConnectConfig): Promise<ReadDocument> {
    const before = accepted ?? this.#current?.revision.config ?? (await acceptedConfig(this.#options.store));
    const { config, warnings } = readConfigText(text, before);
    const resolved = resolveSecrets(config, this.#options.secrets);
    if (!resolved.ok) throw new ConfigRefused(resolved.problems);
    assertStoredUsable(config, resolved, before);
    return { config, resolved: resolved.config, warnings: [...warnings, ...resolved.warnings] };
  }

  #warn(warnings: readonly ConfigProblem[]): void {
    for (const warning of warnings) this.#options.log.warn({ code: warning.code }, formatProblem(warning));
  }

  /**
   * Runs on the last accepted revision again; null when there is none, or when it had secrets written into it, which
   * are not stored, or refers to some that are gone.
   */
  async acceptLast(): Promise<LiveConfig | null> {
    const { store, secrets } = this.#options;
    const last = await store.configuration.latest();
    if (last?.complete !== true) return null;
    const config = restoreConfig(last.document);
    const resolved = resolveSecrets(config, secrets);
    if (resolved.ok) this.#warn([...tightenedWarnings(config), ...resolved.warnings]);
    return resolved.ok ? this.#run(last.revision, config, resolved.config) : null;
  }

  /** Runs on an accepted revision. Throws a `ConnectError` (STORED_CONFIG_UNUSABLE), and changes nothing, where it cannot be used here. */
  async runStored({ revision, document, complete }: StoredRevision): Promise<LiveConfig> {
    const config = restoreConfig(document);
    if (!complete) throw unusable(revision, inlineSecrets(config));
    const resolved = resolveSecrets(config, this.#options.secrets);
    if (!resolved.ok) throw unusable(revision, resolved.problems);
    this.#warn([...tightenedWarnings(config), ...resolved.warnings]);
    return this.#run(revision, config, resolved.config);
  }

  /** Makes a document that was read the running configuration, whatever ran before: stored first, then in force. */
  async adopt(document: ReadDocument, origin: Origin): Promise<LiveConfig> {
    const live = await this.#adopt(document, origin, 'whichever is the latest');
    if (live === null) throw new Error('a revision was accepted on top of one that is not the latest');
    return live;
  }

  /**
   * The same upon a revision, which has to be the latest one (null: there must be none); null, and nothing is changed, where it is not.
   * `alongside` stores in the same unit what it refers to.
   */
  adoptUpon(
    document: ReadDocument,
    origin: Origin,
    upon: AcceptedRevision | null,
    alongside: (unit: Unit) => Promise<void> = () => Promise.resolve(),
  ): Promise<LiveConfig | null> {
    return this.#adopt(document, origin, upon, alongside);
  }

  async #adopt(
    { config, resolved, warnings }: ReadDocument,
    origin: Origin,
    upon: AcceptedRevision | null | 'whichever is the latest',
    alongside: (unit: Unit) => Promise<void> = () => Promise.resolve(),
  ): Promise<LiveConfig | null> {
    const { store, clock } = this.#options;
    this.#warn(warnings);
    const { document, complete } = asStored(config);
    const hash = createHash('sha256').update(document).digest('hex');
    const accepted = { hash, document, complete, acceptedAt: clock.now() };
    const isUponLatest = upon === 'whichever is the latest';
    const before = (isUponLatest ? this.#current?.revision : upon)?.config ?? null;
    const changes = before === null ? null : configDifferences(before, config);
    const counted = changes === null ? null : JSON.stringify(changeCounts(changes));
    // Where only secrets have changed, which are not stored, it is stored as the same and is another one all the same.
    const differs = changes !== null && changes.length > 0;
    const number = await store.durably(async (unit) => {
      const latest = await unit.configuration.latest();
      const last = latest?.revision ?? null;
      const base = isUponLatest ? last : (upon?.number ?? null);
      const isLatest = !differs && latest?.revision === base && saysTheSame(latest, accepted);
      const sameness = differs ? 'another' : 'maybe the same';
      const revision = isLatest ? latest.revision : await unit.configuration.accept(accepted, sameness, base);
      if (revision === null) return null;
      await alongside(unit);
      await unit.configuration.saveOrigin({ ...origin, revision, changes: counted });
      if (origin === FROM_FILE)
        await acceptedFromFile(unit, { before: last, revision, at: accepted.acceptedAt });
      return revision;
    });
    return number === null ? null : this.#run(number, config, resolved);
  }

  /** Switches parts at run time, for good: stored first, then in force. */
  async turn(rows: readonly StoredSwitch[]): Promise<void> {
    await this.#options.store.switches.save(rows);
    this.#switches.adopt(rows);
    const { revision, resolved } = this.current;
    this.#put(revision.number, revision.config, resolved);
  }

  /** Other relays may have switched parts. */
  takeUpSwitches(switches: readonly StoredSwitch[]): void {
    if (!this.#switches.adoptLater(switches)) return;
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

  /** Why the running configuration could not be run anew, such as for a secret that is gone; null where it could. */
  trouble(): ConnectError | null {
    const { number, config } = this.current.revision;
    const resolved = resolveSecrets(config, this.#options.secrets);
    return resolved.ok ? null : unusable(number, resolved.problems);
  }

  async #run(number: number, config: ConnectConfig, resolved: ResolvedConfig): Promise<LiveConfig> {
    const { store, clock } = this.#options;
    const ended = this.#switches.endedBy(config, clock.now());
    await store.durably(async (unit) => {
      await unit.switches.save(ended);
      await switchesEnded(unit, ended);
    });
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

/**
 * Whether a stored revision is this configuration in the form that an earlier version kept it in: one that knew a setting less wrote nothing of it
 * out, and its documents are read with what that means where it is left out.
 */
function saysTheSame(
  stored: Pick<StoredRevision, 'document' | 'complete'>,
  { document, complete }: Pick<StoredRevision, 'document' | 'complete'>,
): boolean {
  if (stored.complete !== complete) return false;
  try {
    return asStored(restoreConfig(stored.document)).document === document;
  } catch {
    // One that is damaged says nothing.
    return false;
  }
}
