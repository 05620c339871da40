import { urlFault } from '../endpoint/url-fault.js';
import { addressRanges } from '../network/address-ranges.js';
import { isAddressRange } from './network.js';
import type { ConfigProblem } from './problem.js';
import type { ConnectConfig } from './settled.js';
import { shownValue } from './shown-value.js';

/** Networks that are not public: this machine, private ones, and those of one link. */
const PRIVATE = addressRanges([
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::1',
  'fc00::/7',
  'fe80::/10',
]);

/** Endpoints that are on and at an address that nothing is sent to, because `settings.egress` does not allow it. */
export function privateAddressWarnings({ endpoints, settings }: ConnectConfig): ConfigProblem[] {
  return endpoints.flatMap(({ active, apiUrl, direction }, index) => {
    if (!active || direction === 'inbound' || urlFault(apiUrl) !== null) return [];
    const url = new URL(apiUrl);
    if (!isPrivate(url) || settings.egress.allow.some((entry) => covers(entry, url))) return [];
    return [
      {
        code: 'PRIVATE_ADDRESS_REFUSED',
        path: `endpoints[${String(index)}].apiUrl`,
        value: shownValue(['apiUrl'], apiUrl),
        message: 'This address is in a private network, and nothing is sent there unless that is allowed.',
        remedy: `Add ${JSON.stringify(url.host)} to settings.egress.allow, or use a public address.`,
      },
    ];
  });
}

function hostOf({ hostname }: URL): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

function isPrivate(url: URL): boolean {
  const host = hostOf(url);
  return host === 'localhost' || host.endsWith('.localhost') || PRIVATE.includes(host);
}

/** A name that is allowed covers whatever it leads to; what this machine is called leads to this machine. */
function covers(entry: string, url: URL): boolean {
  const text = entry.trim().toLowerCase();
  if (isAddressRange(text)) {
    const host = hostOf(url);
    const addresses = PRIVATE.includes(host) ? [host] : ['127.0.0.1', '::1'];
    return addresses.some((address) => addressRanges([text]).includes(address));
  }
  const [, name = '', port] = /^(.+?)(?::(\d+))?$/.exec(text) ?? [];
  const isHost = name.replace(/^\[|\]$/g, '') === hostOf(url);
  return isHost && (port === undefined || port === portOf(url));
}

function portOf({ host, hostname, protocol }: URL): string {
  const port = host.slice(hostname.length + 1);
  return port !== '' ? port : protocol === 'https:' ? '443' : '80';
}
