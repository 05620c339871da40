import { describe, expect, it } from '@jest/globals';
import { readEnvironment, readLogLevel } from '../../src/cli/environment.js';

describe('PORT', () => {
  it.each(['65536', '-1', '1.5', 'http'])('%j is refused with all that may be given', (PORT) => {
    expect(() => readEnvironment({ PORT })).toThrow(
      expect.objectContaining({
        code: 'BAD_PORT',
        remedy: 'Give a number from 1 to 65535, 0 for any free one, or leave it out for 4780.',
      }),
    );
  });

  it.each([
    ['0', 0],
    ['65535', 65_535],
    ['', 4780],
  ])('%j is %j', (PORT, port) => {
    expect(readEnvironment({ PORT }).port).toBe(port);
  });
});

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
