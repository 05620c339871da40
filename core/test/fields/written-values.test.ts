import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { secondsText } from '../../src/fields/duration-text.js';
import { plainNumber } from '../../src/fields/number-text.js';
import { normalisePhone, readPhone } from '../../src/fields/phone-text.js';
import { isPlaceholder, saysNothing } from '../../src/fields/placeholder.js';

describe('A17: a number', () => {
  it.each([
    ['1500', '1500'],
    ['$1,500.00', '1500.00'],
    ['-$5', '-5'],
    ['$-5', '-5'],
    ['5 €', '5'],
    ['(1,250.50)', '-1250.50'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['1e3', '1e3'],
    [' 007 ', '007'],
  ])('%j is read as %s', (text, plain) => {
    expect(plainNumber(text)).toBe(plain);
  });

  it.each([
    '',
    '$',
    '.',
    '1,5',
    '1.500,00',
    '1,48',
    '12,34,567',
    '--5',
    '-$-5',
    '(5',
    '(-5)',
    '5 apples',
    '0x10',
    'Infinity',
  ])('%j is none', (text) => expect(plainNumber(text)).toBeNull());

  it('is never another number than the digits say', () => {
    fc.assert(
      fc.property(fc.integer(), (number) => {
        const written = number.toLocaleString('en-US');
        for (const text of [String(number), written, `$${written}`])
          expect(Number(plainNumber(text))).toBe(number);
      }),
    );
  });
});

describe('A6: a length of time', () => {
  it.each([
    ['148', '148'],
    ['00:02:28', '148'],
    ['2:28', '148'],
    ['1:00:00', '3600'],
    ['00:02:28.5', '148.5'],
    ['148 sec', '148'],
    ['148s', '148'],
    ['148 seconds', '148'],
    ['2 min 28 sec', '148'],
    ['2m28s', '148'],
    ['1h 2m', '3720'],
    ['1,480', '1480'],
    ['PT2M28S', '148'],
    ['148000 ms', '148'],
    ['0', '0'],
  ])('%j is %s seconds', (text, seconds) => {
    expect(secondsText(text)).toBe(seconds);
  });

  it.each(['', 'long', '2:8', '2:28pm', 'P', '1:2:3:4', 's', '2 28'])('%j is none', (text) => {
    expect(secondsText(text)).toBeNull();
  });
});

describe('A1: what stands for no value', () => {
  it.each([
    'undefined',
    'Undefined',
    'NaN',
    '(null)',
    '[object Object]',
    '{{lead.id}}',
    '{{ $json.lead_id }}',
    '${lead_id}',
    '%lead_id%',
    '%%lead_id%%',
    '<%= lead.id %>',
    '[[lead_id]]',
    '[lead_id]',
    '{lead_id}',
    '*|LEAD_ID|*',
    '--A--lead_id--B--',
    '#{lead_id}',
    '@lead_id@',
    '$lead_id',
  ])('%j does so in any field', (text) => {
    expect([isPlaceholder(text), saysNothing(text)]).toEqual([true, true]);
  });

  it.each(['None', 'N/A', 'n/a', 'nil', 'nan', 'unknown', '-', '--', '?', '{id}', '<id>', ':lead'])(
    '%j does so where an id or a number belongs, and may be a text elsewhere',
    (text) => expect([isPlaceholder(text), saysNothing(text)]).toEqual([false, true]),
  );

  it.each([
    '',
    '0',
    'NI',
    'Nan',
    '50%',
    '[x]',
    '{off}',
    'a@example.test',
    '$5',
    '#12',
    '100% sure%',
    'Mr. None',
    'n',
  ])('%j is a value', (text) => expect(isPlaceholder(text)).toBe(false));
});

describe('A12: a phone number in its one normal form', () => {
  it.each([
    ['+17735550168', '7735550168'],
    ['1-773-555-0168', '7735550168'],
    ['(773) 555-0168', '7735550168'],
    ['001-773-555-0168', '7735550168'],
    ['0017735550168', '7735550168'],
    ['tel:+1-773-555-0168', '7735550168'],
    ['773.555.0168 ext. 12', '7735550168'],
    ['773-555-0168x12', '7735550168'],
    ['7735550168 #12', '7735550168'],
    ['+1 773 555 0168;ext=12', '7735550168'],
    ['7735550168, 7735550169', '7735550168'],
    ['+44 20 7946 0123', '442079460123'],
    ['+44 (0)20 7946 0123', '442079460123'],
    ['0044 20 7946 0123', '442079460123'],
    ['011 44 20 7946 0123', '442079460123'],
    ['0113 496 0123', '01134960123'],
  ])('%j is %s', (text, number) => {
    expect(normalisePhone(text)).toBe(number);
  });

  it('keeps the extension apart', () => {
    expect(readPhone('(773) 555-0168 Ext 12')).toEqual({ number: '7735550168', extension: '12' });
    expect(readPhone('7735550168')).toEqual({ number: '7735550168', extension: null });
  });

  it.each([
    '+266696687',
    '266696687',
    '+7378742833',
    '+86282452253',
    '9999999999',
    '1234567890',
    'anonymous',
    '1'.repeat(16),
  ])('%j tells no two callers apart', (text) => expect(normalisePhone(text)).toBeNull());

  it('is somebody, though its keys spell a word', () => {
    expect(normalisePhone('7378742833')).toBe('7378742833');
    expect(normalisePhone('+1 737-874-2833')).toBe('7378742833');
  });
});
