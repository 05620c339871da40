import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { Agent, buildConnector } from 'undici';
import { EgressRefusedError } from './egress-errors.js';
import type { EgressPolicy } from './egress-policy.js';

/** All addresses of a host. Rejects as `node:dns` does when there are none. */
export type AddressLookup = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface GuardedAgentOptions {
  /** Time for lookup, connection and TLS handshake together, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** Stands in for the system's resolver. */
  readonly lookup?: AddressLookup;
}

/**
 * An idle connection is dropped soon: the longer it idles, the likelier the server closes it just as the next
 * request is written, and then nobody knows whether that request was processed.
 */
const KEEP_ALIVE_MS = 2_000;
const KEEP_ALIVE_MOST_MS = 4_000;
/** Node's own 250 ms gives up on far-away hosts that have several addresses. */
const NEXT_ADDRESS_AFTER_MS = 1_000;

const lookupAll = promisify(systemLookup);
const resolveBySystem: AddressLookup = (hostname) => lookupAll(hostname, { all: true });

/**
 * The agent through which every outgoing call goes. Each new connection is checked at the socket: a host is
 * resolved once, all its addresses must be allowed, and the connection goes to one of exactly these, so an
 * answer that changes between check and use has no effect. Proxies of the environment are not used and
 * redirects not followed.
 *
 * A refused connection fails the request with `EgressRefusedError`.
 */
export function createGuardedAgent(policy: EgressPolicy, options: GuardedAgentOptions): Agent {
  return new Agent({
    connect: guardedConnector(policy, options),
    // As many as there are attempts under way, which are counted for each endpoint. A limit for each origin would
    // let an endpoint that never answers hold up another one at the same host.
    connections: null,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MOST_MS,
    // The one clock of a request is the total timeout of sendRequest.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

function guardedConnector(policy: EgressPolicy, options: GuardedAgentOptions): buildConnector.connector {
  const { connectTimeoutMs, lookup = resolveBySystem } = options;
  // A lookup is told the host only, so there is one connector per port; each keeps its own TLS sessions.
  const connectors = new Map<number, buildConnector.connector>();

  function connectorFor(port: number): buildConnector.connector {
    const known = connectors.get(port);
    if (known !== undefined) return known;
    const connector = buildConnector({
      timeout: connectTimeoutMs,
      lookup: vettedLookup(policy, port, lookup),
      autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER_MS,
    });
    connectors.set(port, connector);
    return connector;
  }

  return (target, callback) => {
    const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80);
    // Sockets look up names only, so an address in the URL has to be judged here.
    if (isIP(target.hostname) !== 0) {
      const verdict = policy.check(target.hostname, port, target.hostname);
      if (!verdict.allowed) {
        const refusal = new EgressRefusedError(target.hostname, port, target.hostname, verdict.reason);
        queueMicrotask(() => callback(refusal, null));
        return;
      }
    }
    connectorFor(port)(target, callback);
  };
}

/** A lookup for one socket that answers only with addresses the policy allows, or fails. */
function vettedLookup(policy: EgressPolicy, port: number, lookup: AddressLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolveVetted(policy, port, hostname, lookup).then(
      (addresses) => {
        if (options.all === true) callback(null, [...addresses]);
        else callback(null, addresses[0].address, addresses[0].family);
      },
      (error: unknown) => callback(error as NodeJS.ErrnoException, '', 0),
    );
  };
}

/**
 * Makes sure, before anything is sent, that an address on the web may be called as things stand. What is sent later is checked again.
 * Gives the addresses that it has. Rejects with an `EgressRefusedError`, or as `node:dns` does where it has none.
 */
export function vetUrl(
  policy: EgressPolicy,
  url: URL,
  lookup: AddressLookup = resolveBySystem,
): Promise<readonly LookupAddress[]> {
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(hostname);
  const known: AddressLookup = () => Promise.resolve([{ address: hostname, family }]);
  return resolveVetted(policy, port, hostname, family === 0 ? lookup : known);
}

async function resolveVetted(
  policy: EgressPolicy,
  port: number,
  hostname: string,
  lookup: AddressLookup,
): Promise<readonly [LookupAddress, ...LookupAddress[]]> {
  const [first, ...others] = await lookup(hostname);
  if (first === undefined) {
    throw Object.assign(new Error(`${hostname} has no address`), {
      code: 'ENOTFOUND',
      syscall: 'getaddrinfo',
    });
  }
  for (const { address } of [first, ...others]) {
    const verdict = policy.check(address, port, hostname);
    if (!verdict.allowed) throw new EgressRefusedError(hostname, port, address, verdict.reason);
  }
  return [first, ...others];
}
