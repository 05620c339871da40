import { isIPv6 } from 'node:net';

/** So many refusals of one source are kept at once, and one more in each second after that. */
const BURST = 300;
const PER_MS = 1 / 1_000;

/** More sources than this are not remembered; those that have spent least are forgotten first. */
const MOST_SOURCES = 10_000;

interface Spent {
  readonly amount: number;
  readonly at: number;
}

/**
 * What refused requests may cost, source by source: each refusal that is kept costs a place in the store, a line in the
 * log and a share of a commit. It is asked of nothing but refusals, so that no accepted delivery is ever turned away by
 * it. Times in epoch milliseconds.
 */
export class RefusalBudget {
  readonly #spent = new Map<string, Spent>();

  /** Takes the cost of one refusal; false where the source has used up what it may. */
  take(source: string, now: number): boolean {
    const before = this.#spent.get(source);
    // A clock that was set back gives nothing back, and takes nothing.
    const left =
      before === undefined ? 0 : Math.max(0, before.amount - Math.max(0, now - before.at) * PER_MS);
    const isWithin = left + 1 <= BURST;
    // Behind all others: the first of the map are those that have been quiet longest.
    this.#spent.delete(source);
    this.#spent.set(source, { amount: isWithin ? left + 1 : left, at: now });
    const [quietest] = this.#spent.keys();
    if (this.#spent.size > MOST_SOURCES && quietest !== undefined) this.#spent.delete(quietest);
    return isWithin;
  }
}

/** What counts as one source: an IPv4 address, or the network of an IPv6 one, whose holder has all of its addresses. */
export function sourceOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? [];
  const parts = head === '' ? [] : head.split(':');
  const rest = address.includes('::') && tail !== '' ? tail.split(':') : [];
  const zeros = Array.from({ length: Math.max(0, 8 - parts.length - rest.length) }, () => '0');
  return `${[...parts, ...zeros, ...rest].slice(0, 4).join(':').toLowerCase()}::/64`;
}
