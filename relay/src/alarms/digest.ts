import { dateIn, dateLater, instantOf } from '../account-day.js';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Log } from '../log.js';
import type { Reader } from '../reads/reader.js';
import { storeFaultOf } from '../store/store-fault.js';
import type { Store } from '../store/store.js';
import { isPast } from './times.js';

export interface DigestParts {
  readonly store: Store;
  readonly reader: Reader;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: () => LiveConfig;
}

/** How often it is looked whether a digest is due. */
const LOOK_MS = 30_000;

/**
 * Once a day, at `settings.alarms.digestAt` by the account's clock, a mail with the figures of the day before. That of a date is
 * one notification with the date in its key: whatever is started again or comes late, it is made once.
 */
export class Digest {
  readonly #parts: DigestParts;
  #lookedAt = -Infinity;
  /** The date whose digest is known to be made. */
  #made: string | null = null;
  #beat: Promise<void> | null = null;

  constructor(parts: DigestParts) {
    this.#parts = parts;
  }

  beat(): void {
    const now = this.#parts.clock.now();
    if (!isPast(this.#lookedAt, LOOK_MS, now)) return;
    this.#lookedAt = now;
    this.#beat ??= this.#makeWhatIsDue(now)
      .catch((error: unknown) => {
        if (storeFaultOf(error) !== null) return;
        this.#parts.log.error({ err: error }, 'the digest could not be made; it is tried again');
      })
      .finally(() => {
        this.#beat = null;
      });
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    await this.#beat;
  }

  async #makeWhatIsDue(now: number): Promise<void> {
    const { store, reader, config } = this.#parts;
    const { account, settings } = config().resolved;
    const { digestAt } = settings.alarms;
    if (digestAt === undefined) return;
    const today = dateIn(now, account.timeZone);
    const isDue = now >= instantOf(today, account.timeZone, digestAt);
    // Before today's time it is yesterday's that may have been missed.
    const date = isDue ? today : dateLater(today, -1);
    if (date === this.#made) return;
    const key = `digest:${date}`;
    if ((await store.notices.find(key)) === undefined) {
      const lines = await reader.ask('digest', { date, now });
      if (lines === null) return;
      const message = lines.join('\n  ');
      await store.durably(async (unit) => {
        if ((await unit.notices.find(key)) !== undefined) return;
        await unit.notices.record({ key, kind: 'digest', message, at: now });
      });
    }
    this.#made = date;
  }
}
