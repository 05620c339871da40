import { urlFault } from '../endpoint/url-fault.js';
import { smtpPort, smtpUrlFault } from '../mail/smtp-url.js';
import { addressRanges } from '../network/address-ranges.js';
import { MASK } from '../secrets/mask-values.js';
import { parsedUrl } from '../parsed-url.js';
import { isAddressRange } from './network.js';
import type { ConfigProblem } from './problem.js';
import type { Secret } from './secret.js';
import { heartbeatUrlFault } from './secret-addresses.js';
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

/**
 * Addresses of the document that nothing is sent to, because `settings.egress` does not allow them: of endpoints that are sent to, of
 * Convoso's API where there is a token for it, of the mail server, and of the heartbeat.
 */
export function privateAddressWarnings(config: ConnectConfig): ConfigProblem[] {
  const { account, endpoints, settings } = config;
  const { egress, email, alarms } = settings;
  const ofEndpoints = endpoints.flatMap((endpoint, index) => {
    const { apiUrl } = endpoint;
    if (!isSentTo(endpoint, settings) || urlFault(apiUrl) !== null) return [];
    const place = { path: `endpoints[${String(index)}].apiUrl`, value: shownValue(['apiUrl'], apiUrl) };
    return privateWebAddress(apiUrl, egress, place);
  });
  const { apiBaseUrl: base, authToken } = account;
  return [
    ...ofEndpoints,
    ...(base === undefined || authToken === undefined
      ? []
      : privateWebAddress(base, egress, { path: API_BASE, value: shownValue(['apiBaseUrl'], base) })),
    ...inDocument(email?.smtpUrl, MAIL_SERVER, settings),
    ...inDocument(alarms.heartbeatUrl, HEARTBEAT, settings),
  ];
}

/** The same of an address that is a secret, as soon as it is known what that is; of any other secret nothing. */
export function privateSecretAddress(
  text: string,
  path: string,
  { egress }: Pick<Settings, 'egress'>,
): readonly ConfigProblem[] {
  if (text.trim() === '') return [];
  if (path === HEARTBEAT && heartbeatUrlFault(text) === null)
    return privateWebAddress(text, egress, { path, value: MASK });
  return path === MAIL_SERVER ? privateMailServer(text, egress) : [];
}

const API_BASE = 'account.apiBaseUrl';
const MAIL_SERVER = 'settings.email.smtpUrl';
const HEARTBEAT = 'settings.alarms.heartbeatUrl';

type Egress = Settings['egress'];

function inDocument(secret: Secret | undefined, path: string, settings: Settings): readonly ConfigProblem[] {
  return typeof secret === 'string' ? privateSecretAddress(secret, path, settings) : [];
}

/** Notifications and alarms are posted to whichever endpoint they name, be it off or one that no workflow calls: they are no actions. */
function isSentTo(
  { id, active, direction }: ConnectConfig['endpoints'][number],
  { notifications, alarms }: Settings,
): boolean {
  const isTold = [notifications, alarms].some(({ endpointId }) => endpointId === id);
  return isTold || (active && direction !== 'inbound');
}

function privateWebAddress(
  text: string,
  egress: Egress,
  place: Pick<ConfigProblem, 'path' | 'value'>,
): ConfigProblem[] {
  const url = parsedUrl(text);
  if (url === null || isReached(url, egress)) return [];
  const remedy = `Add ${JSON.stringify(url.host)} to settings.egress.allow, or use a public address.`;
  return [{ ...REFUSED, ...place, remedy }];
}

function privateMailServer(smtpUrl: string, egress: Egress): readonly ConfigProblem[] {
  if (smtpUrlFault(smtpUrl) !== null) return [];
  const url = new URL(smtpUrl);
  if (isReached(url, egress)) return [];
  const entry = JSON.stringify(`${url.hostname.toLowerCase()}:${portOf(url)}`);
  const remedy = `Add ${entry} to settings.egress.allow, or name a mail server with a public address.`;
  return [{ ...REFUSED, path: MAIL_SERVER, value: MASK, remedy }];
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
