import { describe, expect, it } from '@jest/globals';
import { readLogLevel } from '../../src/cli/environment.js';

describe('LOG_LEVEL', () => {
  it.each(['loud', 'INFO', '30', 'info '])('B7: %j is refused with what there is, and no stack', (level) => {
    expect(() => readLogLevel({ LOG_LEVEL: level })).toThrow(
      expect.objectContaining({
        code: 'BAD_LOG_LEVEL',
        message: `LOG_LEVEL is ${JSON.stringify(level)}`,
        remedy: 'Use error, warn, info or debug, or leave it out for info.',
      }),
    );
  });

  it.each([
    [undefined, 'info'],
    ['', 'info'],
    ['warn', 'warn'],
    ['silent', 'silent'],
  ])('%j is %s', (level, read) => {
    expect(readLogLevel({ LOG_LEVEL: level })).toBe(read);
  });
});
