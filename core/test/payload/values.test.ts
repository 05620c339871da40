import { describe, expect, it } from '@jest/globals';
import { cleanValue } from '../../src/payload/clean-value.js';
import { decodeFirst as decodeDelivery } from './decode-first.js';

describe('a delivered value', () => {
  it.each([
    ['Test', 'Test'],
    ['', ''],
    ['null', ''],
    ['NULL', ''],
    ['Null', ''],
    [null, ''],
    ['nullable', 'nullable'],
    ['  Test  ', '  Test  '],
    ['0', '0'],
    [0, '0'],
    [17, '17'],
    [1.5, '1.5'],
    [true, 'true'],
    [false, 'false'],
    [[], ''],
    [
      ['a', 1, null, { b: 2 }],
      ['a', '1', '', '{"b":2}'],
    ],
    [{ a: [1, 'x'] }, '{"a":[1,"x"]}'],
  ])('%j reads as %j', (value, text) => {
    expect(cleanValue(value)).toEqual(text);
  });
});

describe('values of a delivery', () => {
  const received = (body: string): unknown => {
    const delivery = decodeDelivery(body, {}, '');
    return delivery.outcome === 'payload' ? { ...delivery.received } : delivery;
  };

  it('stay present when they are empty, and absent when they were not sent', () => {
    expect(received('recording=&status=NULL')).toEqual({ recording: '', status: '' });
    expect(received('{"recording":null}')).toEqual({ recording: '' });
  });

  it('keep every digit of a long number', () => {
    expect(
      received('{"ref":123456789012345678,"text":"9007199254740993 \\" 1","n":-12345678901234567890}'),
    ).toEqual({
      ref: '123456789012345678',
      text: '9007199254740993 " 1',
      n: '-12345678901234567890',
    });
  });

  it('keeps numbers too large for any JavaScript number as text, which were null', () => {
    expect(received('{"a":1e400,"b":-1.5E+999,"c":[2e308,7],"d":1e308,"text":"1e400 \\" 1e999"}')).toEqual({
      a: '1e400',
      b: '-1.5E+999',
      c: ['2e308', '7'],
      d: '1e+308',
      text: '1e400 " 1e999',
    });
  });

  it('become a list when a form repeats their name', () => {
    expect(received('tag=a&status=NI&tag=b')).toEqual({ tag: ['a', 'b'], status: 'NI' });
  });

  it('keep a stray percent sign and broken escapes as far as they can be read', () => {
    expect(received('note=100%&rate=5%25&bad=%zz+x')).toEqual({ note: '100%', rate: '5%', bad: '%zz x' });
  });
});
