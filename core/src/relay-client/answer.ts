import { RelayError } from './error.js';

/** A refusal as the relay words it. */
export interface Refused {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** In characters: so much of an answer that is none of the relay's is repeated. */
const QUOTED = 120;

/** The refusal in an answer; null where it holds none. */
export function refusalOf(text: string): Refused | null {
  const error = (parsed(text) as { readonly error?: unknown } | null)?.error;
  if (typeof error !== 'object' || error === null) return null;
  const { code, message, remedy } = error as Readonly<Record<string, unknown>>;
  if (typeof code !== 'string' || typeof message !== 'string') return null;
  return { code, message, remedy: typeof remedy === 'string' ? remedy : '' };
}

/** What was asked for is taken in and not there yet. */
export function notYet(text: string): RelayError {
  const refused = {
    code: 'NOT_YET',
    message: 'the relay has taken it in and has not processed it yet, or could not',
    remedy: 'Ask again in a moment; where it stays so, look at the dead letters.',
  };
  return new RelayError(refused, { status: 202, answer: parsed(text) });
}

export function notARelay(status: number, text: string, cause?: unknown): RelayError {
  const begins = text.replace(/\s+/g, ' ').trim().slice(0, QUOTED);
  const refused = {
    code: 'NOT_A_RELAY',
    message: `what answered with ${status} is not a relay: ${begins === '' ? 'its answer is empty' : `"${begins}"`}`,
    remedy:
      'Compare the URL with the address that the relay prints at its start, and with that of a proxy before it.',
  };
  return new RelayError(refused, { status, answer: text, cause });
}

export function unreachable(base: string, cause: unknown): RelayError {
  const refused = {
    code: 'RELAY_UNREACHABLE',
    message: `the relay at ${base} could not be reached`,
    remedy: 'See that it runs and that this machine may reach it: GET /healthz answers without a key.',
  };
  return new RelayError(refused, { cause });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
