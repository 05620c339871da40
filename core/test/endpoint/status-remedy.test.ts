import { describe, expect, it } from '@jest/globals';
import { remedyOfStatus } from '../../src/endpoint/status-remedy.js';

describe('the remedy for an answer that delivers nothing', () => {
  it('is told for every status from 400 up, in one sentence', () => {
    for (let status = 400; status < 600; status += 1) {
      expect([status, remedyOfStatus(status)]).toEqual([status, expect.stringMatching(/^[A-Z][^.]*\.$/)]);
    }
  });

  it('sends people to the credentials for 401, to the address for 404, and to patience for 429', () => {
    expect(remedyOfStatus(401)).toContain('credentials');
    expect(remedyOfStatus(404)).toContain('API URL');
    expect(remedyOfStatus(429)).toContain('later');
  });

  it('is not told where the answer delivers, or leads elsewhere', () => {
    expect([200, 204, 302].map(remedyOfStatus)).toEqual([null, null, null]);
  });
});
