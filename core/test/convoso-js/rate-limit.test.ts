import { expect, it } from '@jest/globals';
import { parseRateLimitHeaders } from '../../src/convoso-js/index.js';

const answer = (headers: Record<string, string>): Response => new Response('', { headers });

it('the headers of a limit are read as numbers', () => {
  const headers = {
    'X-RateLimit-Limit': '100',
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset': '1795500000',
  };
  expect(parseRateLimitHeaders(answer(headers))).toEqual({ limit: 100, remaining: 0, reset: 1795500000 });
});

it('what is missing, empty or no number is left out', () => {
  expect(parseRateLimitHeaders(answer({}))).toEqual({});
  const headers = { 'x-ratelimit-limit': '', 'x-ratelimit-remaining': 'many', 'x-ratelimit-reset': ' 7 ' };
  expect(parseRateLimitHeaders(answer(headers))).toEqual({ reset: 7 });
});
