import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddress from 'proxy-addr';

type Trust = (address: string, hop: number) => boolean;

/** How long an address is at most, with a zone and a port; what is longer is none, and only its beginning is told. */
const LONGEST_ADDRESS = 100;

/**
 * The address that a request comes from, behind the proxies whose word counts. A peer that has already gone has none any
 * more; it matches no allow-list.
 */
export function callerOf(request: IncomingMessage, trust: Trust): string {
  if (request.socket.remoteAddress === undefined) return '';
  const trustsPlain: Trust = (address, hop) => trust(plainAddress(address), hop);
  return plainAddress(proxyAddress(request, trustsPlain));
}

/** Some proxies add the caller's port, as `203.0.113.7:50123` or `[2001:db8::7]:50123`. */
function plainAddress(said: string): string {
  const [, bracketed, dotted] = /^(?:\[([^\]]*)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/.exec(said) ?? [];
  const address = bracketed ?? dotted ?? said;
  return isIP(address) === 0 ? said.slice(0, LONGEST_ADDRESS) : address;
}

/** The proxies to trust, as a hop count or as address ranges; compiled again only when the setting changes. */
export function trustedProxies(setting: () => number | readonly string[]): () => Trust {
  let compiledFrom: number | readonly string[] | null = null;
  let trust: Trust = () => false;
  return () => {
    const current = setting();
    if (current !== compiledFrom) {
      compiledFrom = current;
      trust =
        typeof current === 'number' ? (_address, hop) => hop < current : proxyAddress.compile([...current]);
    }
    return trust;
  };
}
