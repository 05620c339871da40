import { describe, expect, it } from '@jest/globals';
import { errors } from 'undici';
import { z } from 'zod/mini';

class OfATest extends Error {}

describe('what is loaded once for all test files', () => {
  it('throws what is an error to a test, and no error of another class', () => {
    const error: unknown = new errors.ConnectTimeoutError('too slow');
    expect(error instanceof Error).toBe(true);
    expect(error instanceof OfATest).toBe(false);
    expect(new OfATest() instanceof Error).toBe(true);
    expect({ message: 'no error' } instanceof Error).toBe(false);
  });

  it('gives values that equal those of a test', () => {
    const read = z.object({ list: z.array(z.string()) }).parse({ list: ['a'] });
    expect(read).toEqual({ list: ['a'] });
    expect(Array.isArray(read.list)).toBe(true);
  });

  it('is loaded outside of the sandbox, and this repository within it', () => {
    expect(errors.UndiciError.constructor === Function).toBe(false);
    expect(OfATest.constructor === Function).toBe(true);
  });
});
