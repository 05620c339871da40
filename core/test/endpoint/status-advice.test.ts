import { describe, expect, it } from '@jest/globals';
import { statusAdvice } from '../../src/endpoint/status-advice.js';

const remedyOf = (status: number) => statusAdvice(status)?.remedy;

describe('the advice for a status that is no success', () => {
  it('is told for every status from 300 up, with a remedy of one sentence', () => {
    for (let status = 300; status < 600; status += 1) {
      expect([status, remedyOf(status)]).toEqual([status, expect.stringMatching(/^[A-Z].*[^.]\.$/)]);
    }
  });

  it('sends people to the credentials for 401, to the address for 404, and to patience for 429', () => {
    expect(remedyOf(401)).toContain('key or token');
    expect(remedyOf(404)).toContain('API URL');
    expect(remedyOf(429)).toContain('later');
  });

  it('D5: is another for a system that has moved than for one that may have done its work', () => {
    expect([301, 307, 308].map(remedyOf)).toEqual(Array(3).fill(expect.stringMatching(/^Put the address/)));
    expect([302, 303].map(remedyOf)).toEqual(Array(2).fill(expect.stringContaining('expect.redirect')));
    expect(remedyOf(304)).toMatch(/^Compare/);
  });

  it('is not told where the answer delivers', () => {
    expect([200, 204, 299].map(statusAdvice)).toEqual([null, null, null]);
  });
});
