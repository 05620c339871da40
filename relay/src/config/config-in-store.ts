import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';
import { parseConfigText, restoreConfig } from '@convoso-connect/core/config';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Teller } from '../notify/teller.js';
import type { StoredSecrets } from '../seals/stored-secrets.js';
import type { StoredRevision } from '../store/ports/configuration.js';
import type { Store } from '../store/store.js';
import { asStored } from './compared.js';
import { FROM_FILE, type AcceptedRevision, type ConfigKeeper, type ReadDocument } from './config-keeper.js';
import type { ConfigTruth, TakenIn } from './config-truth.js';
import type { LiveConfig } from './live-config.js';
import { appearanceOf, secretFiles } from './looks-of-files.js';
import { nothingIsRefused, notifyRefused, reportRefused } from './refused-notice.js';
import { readConfigFile } from './read-config.js';
import { newSampleSecret, SAMPLE_SECRET_NAME, textOfSample } from './sample.js';
import { SecretNotKept } from './secret-not-kept.js';
import { isSample, unusedSample } from './unused-sample.js';

const WATCH_INTERVAL_MS = 1_000;

export interface ConfigInStoreParts {
  readonly keeper: ConfigKeeper;
  readonly log: Log;
  readonly store: Store;
  readonly clock: Clock;
  /** The relay, as others are told of it; null for a command, which tells nobody. */
  readonly teller: Teller | null;
  /** What the first relay on the store takes in; nothing that it says later counts. */
  readonly configFile: string;
  /** The port of this relay, where it brings the sample in the place of a file that is missing; else null. */
  readonly samplePort: number | null;
  readonly storedSecrets: Pick<StoredSecrets, 'offerOpen' | 'readAgain'>;
}

/**
 * The configuration of relays that share a store: its latest revision. The first of them takes in what its file says, or the sample, which gives way
 * to a file as long as nobody uses it; after that no file is read but for the secrets that the configuration refers to. What another relay
 * has accepted is taken up within seconds.
 */
export class ConfigInStore implements ConfigTruth {
  readonly #parts: ConfigInStoreParts;
  #refused: { readonly revision: number; readonly at: number } | null = null;
  #seen = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: ConfigInStoreParts) {
    this.#parts = parts;
  }

  async loadAtStart(): Promise<TakenIn | null> {
    const { keeper, store, log } = this.#parts;
    let takenIn: TakenIn | null = null;
    try {
      const stored = await store.configuration.latest();
      if (stored === undefined) takenIn = await this.#takeIn();
      // Another relay may have been the first meanwhile, and have had nothing but the sample.
      if (keeper.running === null) takenIn = await this.#takeInOverSample();
      if (keeper.running === null) await this.#run(await this.#latest());
      await this.#tellCured();
    } catch (error) {
      if (error instanceof ConnectError) await this.#tellNotStarted(error);
      throw error;
    }
    const { number: revision, config } = keeper.current.revision;
    log.info({ revision }, 'configuration loaded');
    for (const file of secretFiles(config, this.#folder)) this.#seen.set(file, appearanceOf(file));
    await this.#tellWhereFileDiffers();
    return takenIn;
  }

  /** A command need not be able to use what stands there: it may be about to mend it. */
  async loadForCommand(): Promise<number> {
    const latest = await this.#parts.store.configuration.latest();
    if (latest === undefined) throw noConfiguration();
    return latest.revision;
  }

  get refusedAt(): number | null {
    return this.#refused?.at ?? null;
  }

  watch(): void {
    this.#timer = setInterval(() => this.#takeUpSecretFiles(), WATCH_INTERVAL_MS);
  }

  /** A secret may have been deleted that it needs: it goes on with what it had, and would not start again. */
  async reload(): Promise<void> {
    await this.takeUpOthers();
    const { keeper } = this.#parts;
    const trouble = keeper.trouble();
    if (trouble !== null) await this.#tellRefused(trouble, 'goes on with what it had');
    else if (this.#refused === null) await this.#tellCured();
  }

  takeUpOthers(): Promise<void> {
    return this.inTurn(() => this.#catchUpWherePossible());
  }

  /** Does what changes the running configuration, one after the other: an older revision must not take the place of a newer one. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** The latest revision, in turn, which runs here where it can. */
  async latest(): Promise<AcceptedRevision> {
    const { keeper } = this.#parts;
    if (keeper.running !== null) await this.#catchUpWherePossible();
    const { revision: number, document } = await this.#latest();
    const running = keeper.running?.revision;
    return running?.number === number ? running : { number, config: restoreConfig(document) };
  }

  /** Says, in turn, that one runs here again which takes the place of what could not be used. */
  async cured(): Promise<void> {
    this.#refused = null;
    await this.#tellCured();
  }

  /** Runs the latest revision, in turn. Throws a `ConnectError` (STORED_CONFIG_UNUSABLE) where this relay cannot. */
  async #catchUp(): Promise<void> {
    const { keeper, clock, log } = this.#parts;
    const latest = await this.#latest();
    const before = keeper.current.revision.number;
    if (latest.revision <= before) return;
    try {
      const { revision } = await this.#run(latest);
      await this.cured();
      log.info({ revision: revision.number }, 'configuration taken up that another relay has accepted');
    } catch (error) {
      if (error instanceof ConnectError && this.#refused?.revision !== latest.revision) {
        this.#refused = { revision: latest.revision, at: clock.now() };
        await this.#tellRefused(error, `keeps running revision ${before}`);
      }
      throw error;
    }
  }

  /** What is stored of secrets is read behind the revision that refers to it: others may have stored both since it was last read. */
  async #run(stored: StoredRevision): Promise<LiveConfig> {
    await this.#parts.storedSecrets.readAgain();
    return this.#parts.keeper.runStored(stored);
  }

  /** What cannot be used is told once, and the revision before it goes on. */
  async #catchUpWherePossible(): Promise<void> {
    try {
      await this.#catchUp();
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#last;
  }

  async #tellNotStarted(error: ConnectError): Promise<void> {
    const { store, clock, teller } = this.#parts;
    if (teller !== null)
      await notifyRefused(error, `The relay ${teller.name} did not start.`, { store, clock, teller });
  }

  /** @param instead what this relay does, behind its name */
  async #tellRefused(error: ConnectError, instead: string): Promise<void> {
    const { teller, ...parts } = this.#parts;
    if (teller !== null)
      await reportRefused(error, `The relay ${teller.name} ${instead}.`, { ...parts, teller });
  }

  async #tellCured(): Promise<void> {
    const { store, clock, teller } = this.#parts;
    if (teller !== null) await nothingIsRefused({ store, clock, teller });
  }

  /** What references to files are relative to. */
  get #folder(): string {
    return path.dirname(this.#parts.configFile);
  }

  async #latest(): Promise<StoredRevision> {
    const latest = await this.#parts.store.configuration.latest();
    if (latest === undefined) throw new Error('the store has no configuration any more');
    return latest;
  }

  /** Takes what the file says for the first revision; nothing comes of it where another relay is faster. */
  async #takeIn(): Promise<TakenIn | null> {
    const { keeper, configFile, samplePort } = this.#parts;
    if (samplePort !== null && !existsSync(configFile)) return this.#takeInSample(samplePort);
    const taken = await keeper.adoptUpon(await this.#readFile(), FROM_FILE, null);
    return taken === null ? null : 'file';
  }

  /**
   * Takes in what the file says in the place of a sample that another relay has brought and that nobody uses: which of them was the first is
   * chance. Nothing comes of it where somebody is faster.
   */
  async #takeInOverSample(): Promise<TakenIn | null> {
    const { keeper, store, configFile, log } = this.#parts;
    if (!existsSync(configFile)) return null;
    const sample = await unusedSample(store, await this.#latest());
    if (sample === null) return null;
    const document = await this.#readFile();
    if (isSample(document.config)) return null;
    const taken = await keeper.adoptUpon(document, FROM_FILE, sample);
    if (taken === null) return null;
    log.info(
      { revision: taken.revision.number },
      'the configuration file was taken in, in the place of a sample that was not used',
    );
    return 'file';
  }

  async #readFile(): Promise<ReadDocument> {
    const { keeper, configFile } = this.#parts;
    const document = await keeper.read(readConfigFile(configFile));
    if (!asStored(document.config).complete) throw new SecretNotKept(document.config, 'the store alone');
    return document;
  }

  /**
   * Puts the sample there, with the secret of its hook, at once: of relays that start together one does, and the others have both from the
   * store. What it says is also left in a file, for whoever wants to change it.
   */
  async #takeInSample(port: number): Promise<TakenIn | null> {
    const { keeper, storedSecrets, configFile } = this.#parts;
    const text = textOfSample(port, `store:${SAMPLE_SECRET_NAME}`);
    const keepSecret = storedSecrets.offerOpen(SAMPLE_SECRET_NAME, newSampleSecret());
    const taken = await keeper.adoptUpon(await keeper.read(text), FROM_FILE, null, keepSecret);
    if (taken === null) return null;
    writeFileSync(configFile, text, { mode: 0o600 });
    return 'sample';
  }

  async #tellWhereFileDiffers(): Promise<void> {
    const { configFile, keeper, log } = this.#parts;
    if (!existsSync(configFile)) return;
    const { revision, hash } = await this.#latest();
    const parsed = parseConfigText(readConfigFile(configFile), { accepted: keeper.current.revision.config });
    if (parsed.ok && hashOf(asStored(parsed.config).document) === hash) return;
    // The first relay leaves its sample in a file, for whoever wants to change it.
    if (parsed.ok && isSample(parsed.config)) return;
    log.warn(
      { code: 'CONFIG_FILE_NOT_USED', revision },
      `The file ${configFile} differs from revision ${revision} of the configuration, which stands in the database and runs on all its relays; ` +
        `the file is not read. Take in what it says with: npm run connect -- config put ${configFile}`,
    );
  }

  /** A secret that stands in a file of its own can be replaced while the relay runs. */
  #takeUpSecretFiles(): void {
    const { keeper, log } = this.#parts;
    const files = secretFiles(keeper.current.revision.config, this.#folder);
    const looks = files.map((file) => [file, appearanceOf(file)] as const);
    const differs = looks.some(([file, look]) => (this.#seen.get(file) ?? look) !== look);
    this.#seen = new Map(looks);
    if (!differs) return;
    if (keeper.resolveAgain()) log.info('secrets read again');
    else
      log.error(
        { code: 'SECRET_UNUSABLE' },
        'a secret that stands in a file was changed and cannot be used; the one before goes on',
      );
  }
}

function hashOf(document: string): string {
  return createHash('sha256').update(document).digest('hex');
}

function noConfiguration(): ConnectError {
  return new ConnectError(
    'NO_CONFIGURATION',
    'the database has no configuration yet',
    'Start a relay once, which takes in its file: npm start',
  );
}
