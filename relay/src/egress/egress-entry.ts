import { isIP } from 'node:net';
import { judgedAddress, type Address } from './address.js';
import { EgressEntryError } from './egress-errors.js';

/** One entry of `settings.egress.allow`; `port` undefined means any port. */
export type EgressEntry =
  | { readonly kind: 'host'; readonly hostname: string; readonly port: number | undefined }
  | {
      readonly kind: 'network';
      readonly base: Address;
      readonly prefixBits: number;
      readonly port: number | undefined;
    };

const HOSTNAME = /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.?$/u;

/**
 * Reads `host`, `host:port`, an IP address, `ip:port`, `[v6]`, `[v6]:port` or a CIDR.
 *
 * @throws EgressEntryError when the text is none of these.
 */
export function parseEgressEntry(text: string): EgressEntry {
  const entry = text.trim();
  const parsed = networkEntry(entry) ?? addressEntry(entry) ?? bracketedEntry(entry) ?? hostEntry(entry);
  if (parsed === undefined) throw new EgressEntryError(text);
  return parsed;
}

/** Whether the entry lets `hostname` be called at `address` (as judged) and `port`. */
export function entryCovers(entry: EgressEntry, address: Address, port: number, hostname: string): boolean {
  if (entry.port !== undefined && entry.port !== port) return false;
  if (entry.kind === 'host') return entry.hostname === comparableHost(hostname);
  return address.kind() === entry.base.kind() && address.match(entry.base, entry.prefixBits);
}

function networkEntry(entry: string): EgressEntry | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(entry);
  const [, baseText = '', bitsText = ''] = match ?? [];
  const base = judgedAddress(baseText);
  if (base === undefined) return undefined;
  // A network of wrapped v4 addresses (::ffff:10.0.0.0/104) is the v4 network inside.
  const wrapperBits = isIP(baseText) === 6 && base.kind() === 'ipv4' ? 96 : 0;
  const prefixBits = Number(bitsText) - wrapperBits;
  const mostBits = base.kind() === 'ipv4' ? 32 : 128;
  if (prefixBits < 0 || prefixBits > mostBits) return undefined;
  return { kind: 'network', base, prefixBits, port: undefined };
}

function addressEntry(entry: string, port?: number): EgressEntry | undefined {
  const base = judgedAddress(entry);
  if (base === undefined) return undefined;
  return { kind: 'network', base, prefixBits: base.kind() === 'ipv4' ? 32 : 128, port };
}

function bracketedEntry(entry: string): EgressEntry | undefined {
  const match = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(entry);
  if (match === null) return undefined;
  const [, address = '', portText] = match;
  if (isIP(address) !== 6) return undefined;
  if (portText === undefined) return addressEntry(address);
  return isPort(portText) ? addressEntry(address, Number(portText)) : undefined;
}

function hostEntry(entry: string): EgressEntry | undefined {
  const match = /^([^:]+)(?::(\d{1,5}))?$/.exec(entry);
  if (match === null) return undefined;
  const [, name = '', portText] = match;
  if (!HOSTNAME.test(name) || (portText !== undefined && !isPort(portText))) return undefined;
  const port = portText === undefined ? undefined : Number(portText);
  const hostname = hostnameInUrls(name);
  if (hostname === undefined) return undefined;
  // Short and numeric spellings of a v4 address (127.1) reach the connector as that address.
  return addressEntry(hostname, port) ?? { kind: 'host', hostname: comparableHost(hostname), port };
}

function isPort(text: string): boolean {
  const port = Number(text);
  return port >= 1 && port <= 65_535;
}

/** The name as a parsed URL would carry it: lower case, international names in their ASCII form. */
function hostnameInUrls(name: string): string | undefined {
  return URL.canParse(`http://${name}/`) ? new URL(`http://${name}/`).hostname : undefined;
}

/** `crm.example.test.` and `CRM.example.test` are the same host. */
function comparableHost(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/, '');
}
