import { isIP, isIPv4, isIPv6 } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  isAddressRange,
  isEgressEntry,
  isEverywhere,
  isHostname,
  isIpv4,
  isIpv6,
} from '../../src/config/network.js';

/** Addresses, nearly addresses and nonsense of the same characters. */
const addressLike = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.ipV4Extended(),
  fc
    .tuple(fc.ipV6(), fc.nat(40), fc.constantFrom('', ':', '::', '.', 'g', '0', '1.2.3.4'))
    .map(([text, at, junk]) => {
      const index = at % (text.length + 1);
      return text.slice(0, index) + junk + text.slice(index + 1);
    }),
  fc
    .array(fc.constantFrom('0', '1', '255', '256', '01', '.', ':', '::', 'ffff', 'abcd', 'g'))
    .map((p) => p.join('')),
);

describe('network addresses', () => {
  it('are what node:net takes for addresses', () => {
    fc.assert(
      fc.property(addressLike, (text) => {
        expect([text, isIpv4(text), isIpv6(text)]).toEqual([text, isIPv4(text), isIPv6(text)]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('have no zone, which would mean something on one machine only', () => {
    expect(isIP('fe80::1%eth0')).toBe(6);
    expect(isIpv6('fe80::1%eth0')).toBe(false);
  });

  it('form ranges with any prefix that fits them, and no other', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV6(), fc.nat(200), (v4, v6, prefix) => {
        const text = String(prefix);
        expect(isAddressRange(`${v4}/${text}`)).toBe(prefix <= 32);
        expect(isAddressRange(`${v6}/${text}`)).toBe(prefix <= 128);
        expect(isAddressRange(`${v4}/0${text}`)).toBe(false);
        expect(isAddressRange(`${v4}/-${text}`)).toBe(false);
      }),
    );
    for (const junk of ['', '/', '10.0.0.0/', '10.0.0/8', 'host/8', '10.0.0.0/8/8', ' 10.0.0.0/8', '::/']) {
      expect([junk, isAddressRange(junk)]).toEqual([junk, false]);
    }
  });

  it.each(['0.0.0.0/0', '::/0', '10.0.0.0/0', '::ffff:0:0/96', '::ffff:0.0.0.0/96'])(
    'are all in %s',
    (range) => {
      expect(isEverywhere(range)).toBe(true);
    },
  );

  it.each(['10.0.0.0/8', '10.0.0.0/10', '::1', '2001:db8::/20', '0.0.0.0'])('are not all in %s', (range) => {
    expect(isEverywhere(range)).toBe(false);
  });
});

describe('what egress may allow', () => {
  it.each([
    'crm',
    'crm.internal',
    'crm.internal.',
    'my_host-1.example.test:8080',
    'localhost:65535',
    '10.1.2.3',
    '10.1.2.3:443',
    '10.0.0.0/8',
    'fd00::1',
    'fd00::/8',
    '[fd00::1]:8443',
  ])('can be %s', (entry) => {
    expect(isEgressEntry(entry)).toBe(true);
  });

  it.each([
    'http://crm.internal',
    'crm.internal/path',
    'crm.internal:',
    'crm.internal:0',
    'crm.internal:65536',
    'crm.internal:080',
    'crm internal',
    '-crm.internal',
    'crm..internal',
    '*.internal',
    '127.1',
    '2130706433',
    '0x7f.1',
    'crm.0x7f:80',
    '[fd00::1]',
    '[10.1.2.3]:80',
    '10.0.0.0/8:80',
    `${'a'.repeat(64)}.test`,
    `${'a.'.repeat(127)}test`,
  ])('cannot be %s', (entry) => {
    expect(isEgressEntry(entry)).toBe(false);
  });

  it('takes any domain name of the web for a host', () => {
    fc.assert(fc.property(fc.domain(), (domain) => isHostname(domain)));
  });
});
