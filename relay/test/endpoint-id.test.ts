import { describe, expect, it } from '@jest/globals';
import { endpointIdOf, targetAsked } from '../src/endpoint-id.js';
import type { Target } from '../src/store/ports/target.js';

describe('what carries out an action, as clients of the API know it', () => {
  it.each<[string, Target]>([
    ['crm', { kind: 'endpoint', id: 'crm' }],
    ['{convoso}', { kind: 'convoso', id: 'saves' }],
    ['{dnc}', { kind: 'convoso', id: 'dnc' }],
    ['{mail}', { kind: 'mail', id: 'settings' }],
  ])('is shown and asked for as %s', (endpointId, target) => {
    expect(endpointIdOf(target)).toBe(endpointId);
    expect(targetAsked(endpointId)).toEqual(target);
  });

  it('is anything where nothing is asked for', () => {
    expect(targetAsked(undefined)).toBeNull();
  });
});
