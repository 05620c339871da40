/**
 * What an address, a range of addresses and a host look like. Core may not use Node's `net`; the tests hold these
 * against it.
 */
const V4_PART = /^(0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])$/;

export function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => V4_PART.test(part));
}

/** Without a zone (`fe80::1%eth0`): a zone means something on one machine only. */
export function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.map((half, index) => groupCount(half, index === halves.length - 1));
  if (groups.includes(null)) return false;
  const total = groups.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return halves.length === 2 ? total <= 7 : total === 8;
}

/** How many 16-bit groups a run between double colons holds; null when one of them is none. */
function groupCount(run: string, mayEndInV4: boolean): number | null {
  if (run === '') return 0;
  const parts = run.split(':');
  const last = parts[parts.length - 1] ?? '';
  const endsInV4 = mayEndInV4 && isIpv4(last);
  const plain = endsInV4 ? parts.slice(0, -1) : parts;
  if (!plain.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return null;
  return plain.length + (endsInV4 ? 2 : 0);
}

/** An address, or an address with a prefix length: `66.85.240.0/21`, `2001:db8::/32`. */
export function isAddressRange(text: string): boolean {
  const slash = text.indexOf('/');
  const address = slash === -1 ? text : text.slice(0, slash);
  const bits = isIpv4(address) ? 32 : isIpv6(address) ? 128 : null;
  if (bits === null) return false;
  if (slash === -1) return true;
  const prefix = text.slice(slash + 1);
  return /^(0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= bits;
}
