import { urlFault } from '../endpoint/url-fault.js';
import { smtpPort, smtpUrlFault } from '../mail/smtp-url.js';
import { addressRanges } from '../network/address-ranges.js';
import { MASK } from '../secrets/mask-values.js';
import { isAddressRange } from './network.js';
import type { ConfigProblem } from './problem.js';
import type { Settings } from './settings.js';
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

/** Addresses that nothing is sent to, because `settings.egress` does not allow them: of endpoints that are on, and of the mail server. */
export function privateAddressWarnings({ endpoints, settings }: ConnectConfig): ConfigProblem[] {
  const { egress, email } = settings;
  const ofEndpoints = endpoints.flatMap(({ active, apiUrl, direction }, index) => {
    if (!active || direction === 'inbound' || urlFault(apiUrl) !== null) return [];
    const url = new URL(apiUrl);
    if (isReached(url, egress)) return [];
    const remedy = `Add ${JSON.stringify(url.host)} to settings.egress.allow, or use a public address.`;
    const value = shownValue(['apiUrl'], apiUrl);
    return [{ ...REFUSED, path: `endpoints[${String(index)}].apiUrl`, value, remedy }];
  });
  return typeof email?.smtpUrl === 'string'
    ? [...ofEndpoints, ...privateMailServer(email.smtpUrl, settings)]
    : ofEndpoints;
}

/** The same of a mail server whose address is known, in the document or behind a reference. */
export function privateMailServer(
  smtpUrl: string,
  { egress }: Pick<Settings, 'egress'>,
): readonly ConfigProblem[] {
  if (smtpUrl.trim() === '' || smtpUrlFault(smtpUrl) !== null) return [];
  const url = new URL(smtpUrl);
  if (isReached(url, egress)) return [];
  const entry = JSON.stringify(`${url.hostname.toLowerCase()}:${portOf(url)}`);
  const remedy = `Add ${entry} to settings.egress.allow, or name a mail server with a public address.`;
  return [{ ...REFUSED, path: 'settings.email.smtpUrl', value: MASK, remedy }];
}

const REFUSED = {
  code: 'PRIVATE_ADDRESS_REFUSED',
  message: 'This address is in a private network, and nothing is sent there unless that is allowed.',
};

function isReached(url: URL, { allow }: Settings['egress']): boolean {
  return !isPrivate(url) || allow.some((entry) => covers(entry, url));
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

function portOf(url: URL): string {
  if (/^smtps?:$/.test(url.protocol)) return String(smtpPort(url));
  const port = url.host.slice(url.hostname.length + 1);
  return port !== '' ? port : url.protocol === 'https:' ? '443' : '80';
}
