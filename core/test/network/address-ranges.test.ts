import { BlockList, isIPv6 } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { CONVOSO_ADDRESSES, addressRanges } from '../../src/index.js';

const family = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');

describe('address ranges', () => {
  it('let in the addresses that Convoso delivers from, and none beside them', () => {
    const convoso = addressRanges([CONVOSO_ADDRESSES]);
    const answers = ['66.85.240.0', '66.85.247.255', '66.85.239.255', '66.85.248.0', '166.85.240.1'].map(
      (address) => convoso.includes(address),
    );
    expect(answers).toEqual([true, true, false, false, false]);
  });

  it('take a v4 address in its v6 spelling for the same address', () => {
    const convoso = addressRanges([CONVOSO_ADDRESSES]);
    expect(convoso.includes('::ffff:66.85.240.9')).toBe(true);
    expect(convoso.includes('::ffff:4255:f009')).toBe(true);
    expect(convoso.includes('::66.85.240.9')).toBe(false);
  });

  it('never match by a part of the text', () => {
    expect(addressRanges(['1.1.1.1']).includes('11.1.1.11')).toBe(false);
  });

  it('let nothing in that is no address', () => {
    const everyone = addressRanges(['0.0.0.0/0', '::/0']);
    expect(
      ['', 'localhost', '1.2.3', '1.2.3.4, 5.6.7.8', '[::1]'].filter((text) => everyone.includes(text)),
    ).toEqual([]);
    expect(everyone.includes('fe80::1%eth0')).toBe(true);
  });

  it.each(['66.85.240.0/33', '66.85.240/21', 'convoso.example.test', '', '1.2.3.4/-1'])(
    'refuse "%s", and say how a range is written',
    (entry) => {
      expect(() => addressRanges([entry])).toThrow(
        expect.objectContaining({
          code: 'BAD_ADDRESS_RANGE',
          remedy: expect.stringContaining('66.85.240.0/21'),
        }),
      );
    },
  );

  it('agree with node:net on every address and range', () => {
    const range = fc.oneof(
      fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })),
      fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })),
    );
    fc.assert(
      fc.property(range, fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(127), ([base, bits], far, flipped) => {
        const list = new BlockList();
        list.addSubnet(base, bits, family(base));
        const ours = addressRanges([`${base}/${String(bits)}`]);
        // The base itself and one with a flipped bit lie on the edge of the range; a random address is far from it.
        for (const address of [base, far, ...nearby(base, flipped)]) {
          // Node's list compares a v4-mapped range with v6 addresses only.
          if (family(address) !== family(base)) continue;
          expect([address, ours.includes(address)]).toEqual([address, list.check(address, family(address))]);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

/** A v4 address with one bit flipped. */
function nearby(address: string, bit: number): string[] {
  if (family(address) === 'ipv6') return [];
  const parts = address.split('.').map(Number);
  const index = (bit >> 3) & 3;
  parts[index] = (parts[index] ?? 0) ^ (1 << (bit & 7));
  return [parts.join('.')];
}
