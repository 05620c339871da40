import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../../src/convoso-api/index.js';
import { CONVOSO_ENDPOINTS } from '../../src/convoso-api/index.js';
import { CONVOSO_ERROR_CODES, getErrorDescription } from '../../src/convoso-js/index.js';

const endpoints = Object.values(CONVOSO_ENDPOINTS).flatMap((group) => Object.values<Endpoint>(group));
const documented = endpoints.flatMap(({ path, errors = {} }) =>
  Object.entries(errors).map(([code, meaning]) => ({ path, code: Number(code), meaning })),
);

describe('the table of error codes', () => {
  it.each(documented)('holds what $code means at $path', ({ code, meaning }) => {
    expect(getErrorDescription(code)).toContain(meaning);
  });

  it.each(Object.entries(CONVOSO_ERROR_CODES))('says something of %s', (code, description) => {
    expect(description).toMatch(/^\S.{5,}/);
    expect(getErrorDescription(Number(code))).toBe(description);
  });

  it('begins with what a code means at most endpoints, and names those at which it means something else', () => {
    expect(getErrorDescription(6002)).toBe('there is no such list (dnc/delete: the phone number is missing)');
  });

  it.each([0, 1, 9999])('knows nothing of %i', (code) => {
    expect(getErrorDescription(code)).toBeUndefined();
  });
});
