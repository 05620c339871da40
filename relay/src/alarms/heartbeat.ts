import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Sender } from '../deliver/sender.js';
import type { Log } from '../log.js';
import { causeWords, endOfRequest } from './cause.js';
import { isPast } from './times.js';

export interface HeartbeatParts {
  readonly sender: Pick<Sender, 'send'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: () => LiveConfig;
  /** Whether calls are taken in, and work goes on. */
  readonly isWell: () => boolean;
  /** Says that a request is under way, which carries a credential; call what it gives back when it has ended. */
  readonly useSecrets: () => () => void;
}

const PERIOD_MS = 60_000;
const TIMEOUT_SECONDS = 10;

/**
 * Calls `settings.alarms.heartbeatUrl` once a minute while all goes on, so that a monitoring service tells when nothing comes any
 * more: a relay that is dead tells nobody. It goes by the egress rules and follows no redirect. That it does not arrive is told in
 * the log, once for each change.
 */
export class Heartbeat {
  readonly #parts: HeartbeatParts;
  #sentAt = -Infinity;
  #sending: Promise<void> | null = null;
  /** How the last one failed; null after one that arrived, and before the first. */
  #failure: string | null = null;

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
  }

  beat(): void {
    const { clock, config, isWell } = this.#parts;
    const url = config().resolved.settings.alarms.heartbeatUrl;
    const now = clock.now();
    if (url === undefined || this.#sending !== null) return;
    if (!isPast(this.#sentAt, PERIOD_MS, now) || !isWell()) return;
    this.#sentAt = now;
    this.#sending = this.#send(url).finally(() => {
      this.#sending = null;
    });
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    await this.#sending;
  }

  async #send(url: string): Promise<void> {
    const { sender, useSecrets } = this.#parts;
    const ended = useSecrets();
    try {
      const outcome = await sender.send({ method: 'GET', url, headers: [] }, TIMEOUT_SECONDS);
      if (outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300) this.#tell(null);
      else if (outcome.kind === 'answered') this.#tell(`it was answered ${outcome.status}`);
      else this.#tell(failureWords(outcome));
    } catch (error) {
      this.#parts.log.error({ err: error }, 'the heartbeat broke off');
    } finally {
      ended();
    }
  }

  #tell(failure: string | null): void {
    const { log } = this.#parts;
    if (failure === this.#failure) return;
    this.#failure = failure;
    if (failure === null) log.info('the heartbeat arrives again');
    else log.warn({ code: 'HEARTBEAT_FAILED' }, `the heartbeat did not arrive: ${failure}`);
  }
}

function failureWords(outcome: Parameters<typeof endOfRequest>[0] & { readonly kind: 'failed' }): string {
  if (outcome.failure === 'refused-by-policy')
    return 'its address is in a private network; allow it in settings.egress.allow';
  const end = endOfRequest(outcome);
  return end === 'refused' ? outcome.message : causeWords(end);
}
