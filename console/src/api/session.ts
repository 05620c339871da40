import { createRelayClient, RelayError, type RelayFetch } from '@convoso-connect/core/relay-client';

/** Whether somebody is signed in, as the relay said last. */
export interface SignedIn {
  /** What a change has to carry, so that no other page can make it. */
  readonly csrfToken: string;
  /** The name of the key that signed it in, or whose link did. */
  readonly who: string;
  /** Whether it may change anything that the screens offer. */
  readonly mayOperate: boolean;
}

/** Whether whoever looks has signed out, or the relay does not know the session any more: it is over, or somebody ended it. */
export type SignedOut = 'signed out' | 'session over';

let current: SignedIn | null = null;
let onSignedOut: (how: SignedOut) => void = () => undefined;

/** Called when the relay stops knowing this browser, be it after hours or because somebody signed it out. */
export function whenSignedOut(tell: (how: SignedOut) => void): void {
  onSignedOut = tell;
}

/**
 * Asks the relay with the cookie of this browser. A change carries the token of the session; where the relay does not know
 * the session any more, the page is told.
 */
const ask: RelayFetch = async (url, { timeoutMs, method, headers, ...request }) => {
  const token = method === 'GET' || current === null ? {} : { 'x-csrf-token': current.csrfToken };
  const answer = await fetch(url, {
    ...request,
    method,
    headers: { ...headers, ...token },
    credentials: 'same-origin',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (answer.status === 401) signedOut('session over');
  return answer;
};

function signedOut(how: SignedOut): void {
  if (current === null) return;
  current = null;
  onSignedOut(how);
}

/** The relay that this page came from. */
export const relay = createRelayClient({ url: location.origin, key: null, fetch: ask });

/** Asks who this browser is; null where it is nobody that the relay knows. */
export async function findSession(): Promise<SignedIn | null> {
  try {
    const answer = await relay.session.get();
    if (answer.by !== 'session') return null;
    const { csrfToken, who, scopes, admin } = answer;
    current = { csrfToken, who, mayOperate: admin || scopes.includes('operate') };
    return current;
  } catch (error) {
    if (error instanceof RelayError && error.status === 401) return null;
    throw error;
  }
}

/**
 * Signs this browser in with a key, which it does not keep. It is no operation of the contract: who asks has no session yet,
 * and the answer is a cookie.
 *
 * @throws {RelayError} as the relay refuses it, RELAY_UNREACHABLE
 */
export async function signInWithKey(key: string): Promise<SignedIn | null> {
  const body = JSON.stringify({ key: key.trim() });
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body } as const;
  let answer: Response;
  try {
    answer = await fetch('/signin', { ...request, signal: AbortSignal.timeout(SIGN_IN_TIMEOUT_MS) });
  } catch (cause) {
    throw new RelayError(UNREACHABLE, { cause });
  }
  if (answer.ok) return findSession();
  const { error } = (await answer.json()) as { readonly error: typeof UNREACHABLE };
  throw new RelayError(error, { status: answer.status });
}

const SIGN_IN_TIMEOUT_MS = 30_000;

const UNREACHABLE = {
  code: 'RELAY_UNREACHABLE',
  message: 'the relay could not be reached',
  remedy: 'See that it runs, and that this computer is online; then try again.',
};

export async function signOut(): Promise<void> {
  await relay.session.end();
  signedOut('signed out');
}
