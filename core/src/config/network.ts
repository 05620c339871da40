import { isAddressRange, isIpv4, isIpv6 } from '../network/address.js';

export { isAddressRange, isIpv4, isIpv6 };

/** A DNS name. One that ends in a number is none: URLs read it as an address (`127.1` is 127.0.0.1). */
export function isHostname(text: string): boolean {
  if (text.length > 253) return false;
  const labels = text.replace(/\.$/, '').split('.');
  const last = labels[labels.length - 1] ?? '';
  return (
    labels.every((label) => /^(?!-)[\w-]{1,63}(?<!-)$/.test(label)) && !/^(\d+|0x[0-9a-f]*)$/i.test(last)
  );
}

/** What `settings.egress.allow` takes: a host or address, either with a port, or a range of addresses. */
export function isEgressEntry(text: string): boolean {
  if (isAddressRange(text) || isHostname(text)) return true;
  const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(text) ?? [];
  if (!/^[1-9]\d{0,4}$/.test(port) || Number(port) > 65_535) return false;
  const [, bracketed] = /^\[(.*)\]$/.exec(host) ?? [];
  return bracketed === undefined ? isIpv4(host) || isHostname(host) : isIpv6(bracketed);
}

/** Whether a range holds every address, or every v4 address written as v6. */
export function isEverywhere(range: string): boolean {
  return range.endsWith('/0') || /^(::ffff:0:0|::ffff:0\.0\.0\.0)\/96$/i.test(range);
}
