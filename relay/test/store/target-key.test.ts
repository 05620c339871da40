import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSameTarget, type Target } from '../../src/store/ports/target.js';
import { keyOfTarget, targetOfKey } from '../../src/store/target-key.js';

const endpointId = fc.string({ minLength: 1 }).filter((id) => !id.startsWith('{'));

const anyTarget: fc.Arbitrary<Target> = fc.oneof(
  fc.record({ kind: fc.constant('endpoint' as const), id: endpointId }),
  fc.record({ kind: fc.constant('convoso' as const), id: fc.constantFrom('saves' as const, 'dnc' as const) }),
  fc.constant<Target>({ kind: 'mail', id: 'settings' }),
  fc.record({ kind: fc.constantFrom('callback' as const, 'subscription' as const), id: fc.string() }),
);

describe('what carries out an action', () => {
  it('is known again by its key, whatever its id', () => {
    fc.assert(fc.property(anyTarget, (target) => expect(targetOfKey(keyOfTarget(target))).toEqual(target)));
  });

  it('is the same target exactly where it has the same key', () => {
    fc.assert(
      fc.property(anyTarget, anyTarget, (one, other) => {
        expect(isSameTarget(one, other)).toBe(keyOfTarget(one) === keyOfTarget(other));
        expect(isSameTarget(one, { ...one })).toBe(true);
      }),
    );
  });

  it('is one object for one key, because every row that is read asks for it', () => {
    expect(targetOfKey('crm')).toBe(targetOfKey('crm'));
  });

  it.each([
    ['crm', { kind: 'endpoint', id: 'crm' }],
    ['{convoso}', { kind: 'convoso', id: 'saves' }],
    ['{dnc}', { kind: 'convoso', id: 'dnc' }],
    ['{mail}', { kind: 'mail', id: 'settings' }],
  ])('is kept as earlier versions have kept it: %s', (key, target) => {
    expect(targetOfKey(key)).toEqual(target);
    expect(keyOfTarget(target as Target)).toBe(key);
  });
});
