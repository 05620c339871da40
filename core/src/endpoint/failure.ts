/** Why there is no complete answer. `invalid-request`: the URL or a header cannot be sent at all. */
export type SendFailure =
  'refused-by-policy' | 'invalid-request' | 'dns' | 'connect' | 'tls' | 'timeout' | 'interrupted';

/** `not-sent` only where no byte of the request can have left; repeating it is then safe (domain-facts J.30). */
export type Reached = 'not-sent' | 'maybe-sent';

export interface FailureReason {
  readonly failure: SendFailure;
  readonly reached: Reached;
  /** That of Node, OpenSSL, undici or axios, else `UNKNOWN`. */
  readonly code: string;
  /** As the network said it, for a person. */
  readonly message: string;
}

/** What the sender knows besides the error itself. */
export interface SendingState {
  /** Whether the request had been handed to a connection; `unknown` where the HTTP client does not tell. */
  readonly sent: boolean | 'unknown';
  /** With its colon. */
  readonly protocol: string;
}

interface FailureClass {
  readonly failure: SendFailure;
  /** What holds where the client does not tell whether the request had been sent. */
  readonly reached: Reached;
  readonly codes: RegExp;
}

/**
 * The one table of failure codes, for every wrapper. The first class that a code belongs to counts. It holds what
 * Node's resolver and sockets, OpenSSL, undici and axios give.
 */
const CLASSES: readonly FailureClass[] = [
  {
    failure: 'invalid-request',
    reached: 'not-sent',
    codes: /^(ERR_INVALID_.*|UND_ERR_INVALID_ARG|UND_ERR_NOT_SUPPORTED|UND_ERR_REQ_CONTENT_LENGTH_MISMATCH)$/,
  },
  { failure: 'dns', reached: 'not-sent', codes: /^(ENOTFOUND|ENODATA|ESERVFAIL|EREFUSED|ETIMEOUT|EAI_.*)$/ },
  {
    failure: 'connect',
    reached: 'not-sent',
    codes:
      /^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM|EINVAL|EMFILE|ENFILE|UND_ERR_CONNECT_TIMEOUT)$/,
  },
  {
    failure: 'tls',
    reached: 'not-sent',
    codes: /^(EPROTO|ERR_SSL_.*|ERR_TLS_.*|.*CERT.*|UNABLE_TO_.*|HOSTNAME_MISMATCH)$/,
  },
  {
    failure: 'timeout',
    reached: 'maybe-sent',
    codes:
      /^(TimeoutError|ETIMEDOUT|ESOCKETTIMEDOUT|ECONNABORTED|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/,
  },
  { failure: 'interrupted', reached: 'maybe-sent', codes: /^(ECONNRESET|EPIPE|UND_ERR_.*)$/ },
];

/** Codes that mean a time-out of the whole call to some clients, and before anything is sent the connection's own. */
const CONNECTING = /^(ETIMEDOUT|ECONNABORTED|ECONNRESET)$/;

/**
 * Says of an error thrown by an HTTP client what has failed, and whether the destination may have the request. Errors
 * are read by their shape, with all they were caused by, because clients wrap them and sandboxes have classes of
 * their own.
 */
export function failureOf(error: unknown, { sent, protocol }: SendingState): FailureReason {
  const { codes, message, words } = readError(error);
  const code = codes[0] ?? 'UNKNOWN';
  if (sent === true) return { failure: 'interrupted', reached: 'maybe-sent', code, message };
  if (sent === false) return { failure: kindBefore(code, protocol), reached: 'not-sent', code, message };
  return { ...kindOf(codes, words), code, message };
}

function kindBefore(code: string, protocol: string): SendFailure {
  if (code === 'UND_ERR_CLOSED' || code === 'UND_ERR_DESTROYED') return 'interrupted';
  const known = classOf(code)?.failure;
  if (known === 'invalid-request' || known === 'dns' || known === 'connect') return known;
  if (code === 'ETIMEDOUT' || code === 'ECONNABORTED') return 'connect';
  // What stops an https connection without being a network error is the handshake, including a peer that hangs up
  // during it.
  return protocol === 'https:' ? 'tls' : 'connect';
}

function kindOf(codes: readonly string[], words: string): Pick<FailureReason, 'failure' | 'reached'> {
  if (/before secure TLS connection/i.test(words)) return { failure: 'tls', reached: 'not-sent' };
  const connecting = /\bconnect (ETIMEDOUT|ECONNABORTED|ECONNRESET)\b/.test(words);
  if (connecting && codes.some((code) => CONNECTING.test(code))) {
    return { failure: 'connect', reached: 'not-sent' };
  }
  for (const code of codes) {
    const known = classOf(code);
    if (known !== undefined) return { failure: known.failure, reached: known.reached };
  }
  if (/timed? ?out|timeout/i.test(words)) return { failure: 'timeout', reached: 'maybe-sent' };
  if (/invalid (url|character)/i.test(words)) return { failure: 'invalid-request', reached: 'not-sent' };
  // What is not known may have been processed.
  return { failure: 'interrupted', reached: 'maybe-sent' };
}

function classOf(code: string): FailureClass | undefined {
  return CLASSES.find(({ codes }) => codes.test(code));
}

/** Deeper than any client wraps; an error that causes itself must not be followed for ever. */
const MOST_CAUSES = 6;

interface ErrorReading {
  /** Codes of the error and its causes, then those that stand in their words only. */
  readonly codes: readonly string[];
  /** Of the innermost cause, which says most. */
  readonly message: string;
  /** Everything that was said. */
  readonly words: string;
}

function readError(thrown: unknown): ErrorReading {
  const codes: string[] = [];
  const texts: string[] = [];
  let message = typeof thrown === 'string' ? thrown : '';
  let each: unknown = thrown;
  for (let depth = 0; isObject(each) && depth < MOST_CAUSES; depth += 1) {
    const { code, name, cause, errors } = each;
    if (typeof code === 'string') codes.push(code);
    if (name === 'TimeoutError') codes.push(name);
    const said = [each['message'], each['description'], each['messages']].flat().filter(isText);
    texts.push(...said);
    // A host with several addresses fails with one error for each and often without words of its own.
    const inner = Array.isArray(errors) ? (errors as readonly unknown[]).filter(isObject) : [];
    const ofAll = inner.map((one) => one['message']).filter(isText);
    texts.push(...ofAll);
    if (isText(each['message'])) message = each['message'];
    else if (ofAll.length > 0) message = ofAll.join('; ');
    if (cause === undefined && inner.length > 0) {
      codes.push(...inner.map((one) => one['code']).filter(isText));
      break;
    }
    each = cause;
  }
  const words = texts.join('\n');
  const inWords = words.match(/\b(?:E[A-Z]{4,}|EAI_[A-Z]+|(?:ERR|UND_ERR|CERT)_[A-Z_]+)\b/g) ?? [];
  return { codes: [...codes, ...inWords], message: message || (codes[0] ?? 'UNKNOWN'), words };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
