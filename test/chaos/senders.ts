import { form } from '../support/calls.js';
import { send } from '../support/http.js';
import type { Call } from '../acceptance-process/support/traffic.js';

/** More than this within three minutes would meet the rate limit of a lead (domain-facts, rate limit). */
const CALLS_A_LEAD = 9;

/** Between two calls of a sender, in milliseconds: an outage lasts long, and meets some calls and not thousands. */
const PAUSE_MS = 20;

/**
 * Convoso at work while a relay has its troubles: several senders, each of which sends the calls of its leads one after the other, and the
 * next one whatever the answer was. Only what was answered with success has to arrive.
 */
export class Senders {
  readonly acknowledged: (Call & { readonly id: string })[] = [];
  /** Answered otherwise, or not at all. */
  refused = 0;
  readonly #work: Promise<unknown>;
  #isOver = false;

  constructor(count: number, urlOf: () => string) {
    this.#work = Promise.all(Array.from({ length: count }, (_, sender) => this.#sendAs(sender, urlOf)));
  }

  /** No more calls; resolves when the last answer is there. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#work;
  }

  async #sendAs(sender: number, urlOf: () => string): Promise<void> {
    for (let number = 0; !this.#isOver; number++) {
      const lead = `${sender}0${Math.floor(number / CALLS_A_LEAD)}`;
      const call = `${lead}-${String(number).padStart(6, '0')}`;
      const id = await acknowledgement(urlOf(), { lead, call });
      if (id === null) this.refused += 1;
      else this.acknowledged.push({ lead, call, id });
      // eslint-disable-next-line no-restricted-syntax -- a sender's pace, which nothing waits for
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function acknowledgement(url: string, { lead, call }: Call): Promise<string | null> {
  const body = form({ lead_id: lead, call_log_id: call, status: 'NI', phone_number: '7735550167' });
  try {
    const { status, text } = await send(`${url}/hooks/main`, { method: 'POST', body });
    return status === 200 ? (JSON.parse(text) as { id: string }).id : null;
  } catch (error) {
    // Only what the operating system reports of a connection has such a code.
    if (typeof (error as { code?: unknown }).code === 'string') return null;
    throw error;
  }
}
