import { describe, expect, it } from '@jest/globals';
import { shownValue } from '../../src/config/shown-value.js';

describe('a received value, as a problem shows it', () => {
  it.each([
    ['account', 'authToken'],
    ['endpoints', 0, 'apiAuthentication'],
    ['endpoints', 0, 'authorizationHeader'],
    ['hooks', 0, 'secret'],
    ['hooks', 0, 'secret', 'secretRef'],
    ['settings', 'email', 'smtpUrl'],
    ['settings', 'signing'],
  ])('is masked under %s %s %s', (...path) => {
    expect(shownValue(path, 'planted')).toBe('[masked]');
    expect(shownValue(path, 12_345_678)).toBe('[masked]');
    expect(shownValue(path, undefined)).toBe('nothing');
  });

  it.each([
    ['https://user:planted@crm.example.test/a', '"https://[masked]@crm.example.test/a"'],
    ['https://planted@crm.example.test/a', '"https://[masked]@crm.example.test/a"'],
    ['user:pl?an@ted@crm.example.test', '"[masked]@crm.example.test"'],
    ['https://crm.example.test/a?id=planted#planted', '"https://crm.example.test/a?[masked]"'],
    ['crm.example.test#planted', '"crm.example.test?[masked]"'],
    ['https://crm.example.test/a', '"https://crm.example.test/a"'],
  ])('shows of the API URL %s the address only', (url, shown) => {
    expect(shownValue(['endpoints', 0, 'apiUrl'], url)).toBe(shown);
  });

  it.each([
    [null, 'null'],
    [true, 'true'],
    [1.5, '1.5'],
    ['Sale\n', '"Sale\\n"'],
    [['planted'], 'a list of 1'],
    [{ planted: 'planted' }, 'an object'],
    [Symbol('planted'), 'a symbol'],
  ])('says what %p is', (value, shown) => {
    expect(shownValue(['statuses'], value)).toBe(shown);
  });

  it('is short', () => {
    expect(shownValue(['statuses'], 'x'.repeat(10_000))).toHaveLength(80);
  });
});
