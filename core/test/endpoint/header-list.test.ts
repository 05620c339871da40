import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseHeaderList } from '../../src/endpoint/header-list.js';

const headersOf = (text: string) => parseHeaderList(text).headers.map(({ name, value }) => [name, value]);

describe('the Authorization Header list', () => {
  it.each([
    ['', []],
    ['  | |', []],
    ['Content-type: application/json', [['Content-type', 'application/json']]],
    [
      'Content-type: application/json|Authorization: OAuth TOKEN',
      [
        ['Content-type', 'application/json'],
        ['Authorization', 'OAuth TOKEN'],
      ],
    ],
    ['X-Url: https://crm.example.test:8080/a', [['X-Url', 'https://crm.example.test:8080/a']]],
    [
      ' X-A :\t1 | |X-B:2|',
      [
        ['X-A', '1'],
        ['X-B', '2'],
      ],
    ],
    ['X-A: 1\\|2', [['X-A', '1|2']]],
    ['X-A: C:\\temp', [['X-A', 'C:\\temp']]],
    ['X-Empty:', [['X-Empty', '']]],
    [
      'X-A: 1|\nX-B: 2',
      [
        ['X-A', '1'],
        ['X-B', '2'],
      ],
    ],
  ])('reads %j', (text, expected) => {
    expect(headersOf(text)).toEqual(expected);
    expect(parseHeaderList(text)).toMatchObject({ dropped: [], problems: [] });
  });

  it.each([
    'Host',
    'content-LENGTH',
    'Transfer-Encoding',
    'Connection',
    'TE',
    'Upgrade',
    'Expect',
    'Keep-Alive',
    'Trailer',
    'Proxy-Authorization',
    'Proxy-Connection',
  ])('drops %s and says so', (name) => {
    const { headers, dropped, problems } = parseHeaderList(`X-Kept: 1|${name}: 0`);
    expect(headers).toEqual([{ name: 'X-Kept', value: '1' }]);
    expect(dropped).toEqual([{ name: name.toLowerCase(), reason: expect.stringMatching(/./) }]);
    expect(problems).toEqual([]);
  });

  it.each([
    ['a line feed', 'X-Ok: 1|X-A: planted\nX-Injected: planted', 'BAD_HEADER_VALUE'],
    ['a carriage return', 'X-Ok: 1|X-A: planted\rplanted', 'BAD_HEADER_VALUE'],
    ['a line break at its end', 'X-Ok: 1|X-A: planted\r\n', 'BAD_HEADER_VALUE'],
    ['a NUL', 'X-Ok: 1|X-A: planted\0', 'BAD_HEADER_VALUE'],
    ['a letter that no header can carry', 'X-Ok: 1|X-A: 你', 'BAD_HEADER_VALUE'],
    ['a space in the name', 'X-Ok: 1|X A: planted', 'BAD_HEADER_NAME'],
    ['a line break in the name', 'X-Ok: 1|X\nA: planted', 'BAD_HEADER_NAME'],
    ['no name', 'X-Ok: 1|: planted', 'BAD_HEADER_NAME'],
    ['no colon', 'X-Ok: 1|Bearer planted', 'HEADER_WITHOUT_COLON'],
  ])('refuses %s, naming the position and never the text', (_, text, code) => {
    const { headers, problems } = parseHeaderList(text);
    expect(headers).toEqual([{ name: 'X-Ok', value: '1' }]);
    expect(problems).toMatchObject([{ code, position: 2 }]);
    expect(JSON.stringify(problems)).not.toMatch(/planted|Bearer|你/);
  });

  it('gives back any headers that were written with their pipes escaped', () => {
    const name = fc.stringMatching(/^X-[A-Za-z\d-]{1,10}$/);
    const value = fc.stringMatching(/^[!-~]( ?[!-[\]-~]){0,12}$/).filter((text) => !text.includes('\\'));
    fc.assert(
      fc.property(fc.array(fc.record({ name, value })), (headers) => {
        const text = headers
          .map((header) => `${header.name}: ${header.value.replaceAll('|', '\\|')}`)
          .join('|');
        expect(parseHeaderList(text)).toEqual({ headers, dropped: [], problems: [] });
      }),
    );
  });

  it('never lets a line break or a hop-by-hop header through', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('Host: a', 'X: \r\nY: 1', 'TE: trailers', ':', '\n'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        for (const { name, value } of parseHeaderList(pieces.join('|')).headers) {
          expect(`${name}${value}`).not.toMatch(/[\r\n\0]/);
          expect(['host', 'te']).not.toContain(name.toLowerCase());
        }
      }),
    );
  });
});
