import { form } from '../../support/calls.js';
import { send } from '../../support/http.js';

/** More than this within three minutes would meet the rate limit of a lead (domain-facts, rate limit). */
const CALLS_A_LEAD = 9;

export interface Call {
  readonly lead: string;
  /** Unique, and growing within its lead. */
  readonly call: string;
}

/**
 * Convoso at work: several senders, each of which sends the calls of one lead after the other and never two at
 * once, so that the order in which a lead's calls were sent is known.
 */
export class Traffic {
  /** Calls that were answered with success; the relay must never lose one of these. */
  readonly acknowledged: (Call & { readonly id: string })[] = [];
  sent = 0;
  /** Called after each answer. */
  onAnswer: () => void = () => undefined;
  readonly #senders: number;
  readonly #sentBy = new Map<number, number>();

  constructor(senders: number) {
    this.#senders = senders;
  }

  /** Sends to a relay for as long as it answers; resolves when no sender gets through any more. */
  async sendTo(url: string): Promise<void> {
    const senders = Array.from({ length: this.#senders }, (_, sender) => this.#sendAs(sender, url));
    await Promise.all(senders);
  }

  async #sendAs(sender: number, url: string): Promise<void> {
    for (;;) {
      const call = this.#nextCall(sender);
      this.sent += 1;
      const id = await acknowledgement(url, call);
      if (id === null) return;
      this.acknowledged.push({ ...call, id });
      this.onAnswer();
    }
  }

  #nextCall(sender: number): Call {
    const number = this.#sentBy.get(sender) ?? 0;
    this.#sentBy.set(sender, number + 1);
    const lead = `${String(sender)}0${String(Math.floor(number / CALLS_A_LEAD))}`;
    return { lead, call: `${lead}-${String(number).padStart(6, '0')}` };
  }
}

/** The id of the answer; null when the relay is gone. */
async function acknowledgement(url: string, { lead, call }: Call): Promise<string | null> {
  try {
    const body = form({ lead_id: lead, call_log_id: call, status: 'NI', phone_number: '7735550167' });
    const { status, text } = await send(`${url}/hooks/main`, { method: 'POST', body });
    if (status !== 200) throw new Error(`answered ${String(status)}: ${text}`);
    return (JSON.parse(text) as { id: string }).id;
  } catch (error) {
    // Only what the operating system reports of a connection has such a code.
    if (typeof (error as { code?: unknown }).code === 'string') return null;
    throw error;
  }
}
