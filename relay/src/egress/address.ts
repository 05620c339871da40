import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

const NAT64: readonly [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];
const V4_COMPATIBLE: readonly [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('::'), 96];
/** The only part of the v6 space that is handed out for the public internet (RFC 4291, IANA's registry). */
const GLOBAL_UNICAST: readonly [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
/** Looks public, yet is Azure's host agent, which answers only from inside a virtual machine. */
const AZURE_HOST_AGENT = '168.63.129.16';

const KIND_NAMES: Readonly<Record<string, string>> = {
  unspecified: 'the unspecified address',
  broadcast: 'a broadcast address',
  multicast: 'a multicast address',
  linkLocal: 'a link-local address',
  loopback: 'a loopback address',
  carrierGradeNat: 'a carrier-grade NAT address',
  private: 'an address in a private network',
  uniqueLocal: 'an address in a private network',
  '6to4': 'a 6to4 tunnel address',
  teredo: 'a Teredo tunnel address',
  rfc6052: 'a local NAT64 address',
};

/**
 * The address by which a destination is judged, or `undefined` when the text is no IP address.
 *
 * A v4 address wrapped in v6 (v4-mapped, or NAT64 under 64:ff9b::/96) is judged as the v4 address it leads to.
 */
export function judgedAddress(text: string): Address | undefined {
  const family = isIP(text);
  if (family === 0) return undefined;
  if (family === 4) return ipaddr.IPv4.parse(text);
  return unwrapped(ipaddr.IPv6.parse(canonicalV6(text)));
}

/** What keeps an address from being public, in words for a person; `undefined` for public unicast. */
export function nonPublicKind(address: Address): string | undefined {
  const range: string = address.range();
  if (range !== 'unicast') return KIND_NAMES[range] ?? 'a reserved address';
  if (address instanceof ipaddr.IPv4) {
    return address.toString() === AZURE_HOST_AGENT ? 'an address of the cloud platform' : undefined;
  }
  if (address.match(...V4_COMPATIBLE)) return 'a v4-compatible address';
  return address.match(...GLOBAL_UNICAST) ? undefined : 'a reserved address';
}

/** The v4 address inside a v4-mapped or NAT64 one, else the address itself. */
function unwrapped(address: ipaddr.IPv6): Address {
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  if (address.match(...NAT64)) return new ipaddr.IPv4(address.toByteArray().slice(12));
  return address;
}

/**
 * The address in hexadecimal groups and without a zone. Needed because ipaddr.js reads the dotted form
 * `::1.2.3.4` as v4-mapped, which would let a v4-compatible address pass as a public one.
 */
function canonicalV6(text: string): string {
  const withoutZone = text.replace(/%.*$/, '');
  return new URL(`http://[${withoutZone}]/`).hostname.slice(1, -1);
}
