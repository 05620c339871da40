import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { formatProblem, maskConfig, parseConfig, parseConfigText } from '../../src/config/index.js';
import { sample, sampleWith } from './sample.js';

/** Every path of the sample document, as `sampleWith` takes it. */
function pathsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  const own = path === '' ? [] : [path];
  return own.concat(
    Object.entries(value).flatMap(([key, inner]) => {
      if (Array.isArray(value)) return pathsOf(inner, `${path}[${key}]`);
      return pathsOf(inner, path === '' ? key : `${path}.${key}`);
    }),
  );
}

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});

/** Reading gives either a configuration, or problems that can be told. */
function readAll(input: unknown): void {
  const parsed = parseConfig(input);
  if (parsed.ok) {
    maskConfig(parsed.config);
    return;
  }
  expect(parsed.problems.length).toBeGreaterThan(0);
  for (const problem of parsed.problems) expect(formatProblem(problem)).toMatch(/\[[A-Z_]+\]$/);
}

describe('reading a configuration', () => {
  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.oneof(anything, fc.jsonValue()), readAll), { numRuns: 330 });
  });

  it('never throws, whatever stands in any place of a document', () => {
    const path = fc.constantFrom(...pathsOf(sample()));
    const change = fc.tuple(path, fc.oneof(anything, fc.jsonValue()));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        // Deeper places first, else a change could take away the owner of the next.
        const ordered = changes.toSorted(([a], [b]) => b.length - a.length);
        readAll(sampleWith(Object.fromEntries(ordered)));
      }),
      { numRuns: 330 },
    );
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        const parsed = parseConfigText(text);
        expect(parsed.ok).toBe(false);
      }),
      { numRuns: 330 },
    );
  });

  it('answers the same for a document that has been read and written before', () => {
    const first = parseConfig(sample());
    if (!first.ok) throw new Error('the sample must be accepted');
    const { liveCallExpiresMinutes, notifications, ...settings } = first.config.settings;
    expect([liveCallExpiresMinutes, notifications]).not.toContain(undefined);
    const second = parseConfig(JSON.parse(JSON.stringify({ ...first.config, settings })));
    expect(second).toEqual(first);
  });
});
