import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { KEY_BYTES, seal, unseal } from '../../src/seals/seal.js';

const key = randomBytes(KEY_BYTES);

describe('a sealed secret', () => {
  it('opens with its key and under its name, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, name) => {
        expect(unseal(seal(text, { name, key }), { name, key })).toBe(text);
      }),
    );
  });

  it('opens with no other key, under no other name, and not with any byte changed', () => {
    const sealed = seal('planted', { name: 'CRM', key });
    expect(unseal(sealed, { name: 'CRM', key: randomBytes(KEY_BYTES) })).toBeNull();
    expect(unseal(sealed, { name: 'OTHER', key })).toBeNull();
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(unseal(changed, { name: 'CRM', key })).toBeNull();
      expect(unseal(sealed.subarray(0, at), { name: 'CRM', key })).toBeNull();
    }
  });

  it('looks different each time, so that nobody sees that two are the same', () => {
    expect(seal('planted', { name: 'CRM', key })).not.toEqual(seal('planted', { name: 'CRM', key }));
  });
});
