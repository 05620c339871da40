import { describe, expect, it } from '@jest/globals';
import { isMarked, marked, TEST_MARK_HEADER } from '../../src/inspect/test-mark.js';

const MINUTE = 60_000;
const OURS = { secret: 'what relays on one store have in common', now: 10 * MINUTE };

const requestTo = (url: string) =>
  ({ method: 'POST', url, headers: [{ name: 'accept', value: '*/*' }], body: '{}' }) as const;

const markOn = (url: string): string | undefined =>
  marked(requestTo(url), 'lead-1-test', OURS).headers.find(({ name }) => name === TEST_MARK_HEADER)?.value;

describe('the mark of a test', () => {
  it('is known by whoever has the same in common, for its key alone and for five minutes', () => {
    const mark = markOn('http://127.0.0.1:4780/inspect/start') ?? '';
    expect(isMarked(mark, 'lead-1-test', OURS)).toBe(true);
    expect(isMarked(mark, 'lead-1-test', { ...OURS, now: OURS.now + 4 * MINUTE })).toBe(true);
    expect(isMarked(mark, 'lead-1-test', { ...OURS, now: OURS.now + 6 * MINUTE })).toBe(false);
    expect(isMarked(mark, 'lead-2-test', OURS)).toBe(false);
    expect(isMarked(mark, 'lead-1-test', { ...OURS, secret: 'another' })).toBe(false);
    expect(isMarked(mark.replace(/^\d+/, String(OURS.now + 1)), 'lead-1-test', OURS)).toBe(false);
  });

  it.each(['', 'x', '600000.', `600000.${'A'.repeat(43)}`, `600000.${'é'.repeat(43)}`])(
    'is not %j',
    (text) => {
      expect(isMarked(text, 'lead-1-test', OURS)).toBe(false);
    },
  );

  it.each([
    'https://crm.example.test/inspect/start',
    'http://127.0.0.1:4780/hooks/main',
    'http://127.0.0.1.example.test/inspect/start',
    'http://10.0.0.1/inspect/start',
  ])('goes nowhere but to an inspector of this machine: not to %s', (url) => {
    expect(markOn(url)).toBeUndefined();
  });
});
