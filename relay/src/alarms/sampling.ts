import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Log } from '../log.js';
import type { AlarmSample } from '../reads/alarm-sample.js';
import type { Reader } from '../reads/reader.js';
import { messageOf } from '../work/isolate.js';
import type { Outage } from './evaluator.js';
import { isPast } from './times.js';

export interface SamplingParts {
  readonly reader: Reader;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: () => LiveConfig;
}

/** How often the store is asked, where nothing fails. */
const SAMPLE_MS = 60_000;

const NOTHING: AlarmSample = {
  ...{ waiting: [], givenUp: [], overdue: [] },
  ...{ unprocessedSince: null, turnedAway: [] },
};

/** What alarms go by that only the store knows. */
export class Sampling {
  readonly #parts: SamplingParts;
  #sample = NOTHING;
  #sampledAt = -Infinity;

  constructor(parts: SamplingParts) {
    this.#parts = parts;
  }

  /** As it was when it was last asked for: at every look while something fails, and else once a minute. */
  get latest(): AlarmSample {
    return this.#sample;
  }

  isDue(now: number): boolean {
    return isPast(this.#sampledAt, SAMPLE_MS, now);
  }

  /** Where the store cannot be read, the last sample counts: whether that is so is seen elsewhere. */
  async take(outages: readonly Outage[]): Promise<void> {
    const { reader, clock, log } = this.#parts;
    const now = clock.now();
    if (outages.length === 0 && !this.isDue(now)) return;
    try {
      this.#sample = await reader.ask('alarmSample', { now, outages: outages.map(this.#withFirstAttempt) });
      this.#sampledAt = now;
    } catch (error) {
      log.debug(
        { failure: messageOf(error) },
        'what alarms go by could not be read; what was read last counts',
      );
    }
  }

  /** The first failure is known by its end, and its attempt began as much as a time-out earlier. */
  readonly #withFirstAttempt = (outage: Outage): Outage => {
    const seconds = this.#parts.config().endpoints.get(outage.endpointId)?.timeoutSeconds ?? 0;
    return { ...outage, since: outage.since - seconds * 1_000 };
  };
}
