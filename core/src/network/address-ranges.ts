import { ConnectError } from '../errors.js';
import { isAddressRange, isIpv4, isIpv6 } from './address.js';

/** Addresses are compared as IPv6 addresses: a v4 one as its v4-mapped form, which is how some systems show it. */
const BITS = 128n;
const V4_MAPPED = 0xffff_0000_0000n;
const V4_MAPPED_BITS = 96n;

interface Range {
  /** The address without the bits that the range leaves open. */
  readonly prefix: bigint;
  readonly openBits: bigint;
}

/** Which addresses a list of ranges lets in. */
export interface AddressRanges {
  /** Whether an address lies in one of the ranges; false for what is no address. A zone (`%eth0`) does not count. */
  includes(address: string): boolean;
}

/**
 * Makes a list of addresses and CIDR ranges ready to be asked (config-format, `allowFrom`).
 *
 * @throws {ConnectError} BAD_ADDRESS_RANGE for the first entry that is neither
 */
export function addressRanges(entries: readonly string[]): AddressRanges {
  const ranges = entries.map(parseRange);
  return {
    includes: (text) => {
      const address = parseAddress(text.trim().replace(/%.*$/, ''));
      return address !== null && ranges.some(({ prefix, openBits }) => (address ^ prefix) >> openBits === 0n);
    },
  };
}

function parseRange(entry: string): Range {
  const text = entry.trim();
  if (!isAddressRange(text)) {
    throw new ConnectError(
      'BAD_ADDRESS_RANGE',
      `"${text}" is neither an IP address nor a range of them.`,
      'Write an address such as 203.0.113.7 or a range such as 66.85.240.0/21 or 2001:db8::/32.',
    );
  }
  const [address = '', length] = text.split('/');
  const widest = isIpv4(address) ? BITS - V4_MAPPED_BITS : BITS;
  const openBits = length === undefined ? 0n : widest - BigInt(length);
  return { prefix: parseAddress(address) ?? 0n, openBits };
}

/** An address as a number of 128 bits; null for what is none. */
function parseAddress(text: string): bigint | null {
  if (isIpv4(text)) return V4_MAPPED | v4Number(text);
  if (!isIpv6(text)) return null;
  const [head = '', tail] = text.split('::');
  const first = groupsOf(head);
  const last = tail === undefined ? [] : groupsOf(tail);
  const zeros = new Array<bigint>(8 - first.length - last.length).fill(0n);
  return [...first, ...zeros, ...last].reduce((number, group) => (number << 16n) | group, 0n);
}

/** The 16-bit groups between two double colons; a v4 ending is two of them. */
function groupsOf(run: string): bigint[] {
  if (run === '') return [];
  return run.split(':').flatMap((part) => {
    if (!part.includes('.')) return [BigInt(`0x${part}`)];
    const number = v4Number(part);
    return [number >> 16n, number & 0xffffn];
  });
}

function v4Number(text: string): bigint {
  return text.split('.').reduce((number, part) => (number << 8n) | BigInt(part), 0n);
}
