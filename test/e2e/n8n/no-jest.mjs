import assert from 'node:assert/strict';

// The part of jest that the stand-ins use, for a run without it.
const after = [];

export function afterEach(close) {
  after.push(close);
}

export function expect(actual) {
  return {
    toEqual: (expected) => assert.deepEqual(actual, expected),
    toHaveLength: (length) => assert.equal(actual.length, length),
  };
}

globalThis[Symbol.for('convoso-connect.e2e.close-all')] = async () => {
  for (const close of after) await close();
};
