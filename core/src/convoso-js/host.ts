/**
 * The one place in core that looks at the host it runs on. A program that was written for convoso-js hands in neither
 * fetch nor timers, so this client finds them itself; everything else in core takes them as arguments.
 *
 * @module
 */

/** What is asked of the host; it is looked up at each use, so that whoever puts something in its place is heard. */
interface Host {
  readonly fetch?: HostFetch;
  readonly setTimeout: (done: () => void, milliseconds: number) => unknown;
  readonly AbortSignal: { timeout(milliseconds: number): unknown };
  readonly Date: { now(): number };
  readonly Math: { random(): number };
}

// eslint-disable-next-line no-restricted-globals -- Programs written for convoso-js hand in nothing of their host.
const host = globalThis as unknown as Host;

/** The part of an answer that is read here; that of every `fetch` has it. */
interface Answered {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** The `Response` of the program that imports this, as its own libraries declare it. */
export type HostResponse = typeof globalThis extends { Response: { prototype: infer R extends Answered } }
  ? R
  : Answered;

export interface HostRequest {
  readonly method: 'POST';
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly redirect: 'manual';
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- An AbortSignal, which each host declares for itself.
  readonly signal?: any;
}

/** Every host's `fetch` is one. */
export type HostFetch = (url: string, request: HostRequest) => Promise<HostResponse>;

/** The host's own `fetch`; undefined where it has none. */
export function hostFetch(): HostFetch | undefined {
  return host.fetch;
}

/** The longest that timers can wait, nearly 25 days; whatever is longer they end at once. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** A signal that ends a request after so long; hosts only take whole milliseconds. */
export function timeLimit(milliseconds: number): unknown {
  return host.AbortSignal.timeout(Math.min(Math.ceil(milliseconds), LONGEST_WAIT_MS));
}

/** What a client needs to repeat a call. */
export const patience = {
  sleep: (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      host.setTimeout(resolve, milliseconds);
    }),
  random: (): number => host.Math.random(),
  now: (): number => host.Date.now(),
};
