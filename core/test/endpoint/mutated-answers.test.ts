import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { readResponse, type AnswerReading } from '../../src/endpoint/response/index.js';
import { parseXml } from '../../src/xml/index.js';

const ANSWERS = [
  '{"success":true,"data":{"lead":{"id":"123456789012345678"},"ids":[7,8,null]},"text":"a,b","e":1e400}',
  '[[["deep"]],{"__proto__":{"x":1}},"\\ud83d\\ude00"]',
  '<?xml version="1.0"?><Values n="1"><value>1</value><value>a &amp; b</value><x:y><![CDATA[<z>]]></x:y></Values>',
  '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>',
  '<!DOCTYPE html><html><head><title>Not found</title></head><body><br><p>No</body></html>',
  'status=ok&id=5;x:y|z\nvalue1,value2,value3',
];
const ENDPOINTS: readonly AnswerReading[] = (['JSON', 'XML', 'TEXT'] as const).flatMap((responseDataType) => [
  { responseDataType, responseKey: '', delimiter: '' },
  { responseDataType, responseKey: 'data.lead.id', delimiter: ',' },
  { responseDataType, responseKey: 'value', delimiter: '=' },
]);
const PIECES = [
  '<',
  '>',
  '</',
  '/>',
  '&',
  ';',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '\\',
  '\u0000',
  '\ud800',
];
const LONGER_PIECES = [
  '<a>',
  '</a>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<!',
  '<?',
  '?>',
  '&#x41;',
  '"__proto__":',
  '=',
];
const ALL_PIECES = [...PIECES, ...LONGER_PIECES];

/** The same numbers at every run. */
function numbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

const below = numbers(20_261_120);
const oneOf = <T>(list: readonly T[]): T => list[below(list.length)] as T;

/** Cuts, doubles, mixes and dirties an answer, a few times over. */
function mutated(): string {
  let text = oneOf(ANSWERS);
  for (let change = below(5); change >= 0; change--) {
    const from = below(text.length + 1);
    const to = from + below(20);
    const changes = [
      () => text.slice(0, from) + text.slice(to),
      () => text.slice(0, from) + oneOf(ALL_PIECES) + text.slice(from),
      () => text.slice(0, from) + text.slice(from, to).repeat(below(30)) + text.slice(to),
      () => text.slice(0, from) + oneOf(ANSWERS).slice(below(40)),
      () => text.slice(0, from),
      () => text.slice(0, from) + oneOf(ALL_PIECES).repeat(below(200)) + text.slice(from),
    ];
    text = oneOf(changes)();
  }
  return text;
}

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

function readMutated(count: number): { readonly nulls: number; readonly values: number } {
  let nulls = 0;
  for (let run = 0; run < count; run++) {
    const { value, why } = readResponse(oneOf(ENDPOINTS), mutated(), { parseXml });
    // What was read goes into a store: it must be writable, and a null must have its reason.
    if (typeof JSON.stringify(value) !== 'string' || (value === null) !== (why !== undefined)) {
      throw new Error('a result that is neither a value nor a reason');
    }
    if (value === null) nulls++;
  }
  return { nulls, values: count - nulls };
}

const MUTATIONS = process.env['CHECK_FULL'] === '1' ? 100_000 : 10_000;

describe('mutated answers by the ten thousand', () => {
  it('are each a value or a null with its reason, and leave nothing behind', () => {
    readMutated(2_000);
    const before = heapAfterCollection();

    const { nulls, values } = readMutated(MUTATIONS);

    const grown = heapAfterCollection() - before;
    expect(grown).toBeLessThan(20 * 1024 * 1024);
    expect(Math.min(nulls, values)).toBeGreaterThan(MUTATIONS / 10);
  });

  it.each([
    ['elements that never close', '<a>', ''],
    ['comments that never close', '<a><!--', ''],
    ['attributes without end', '<a b="', ''],
    ['references', '&amp;', 'r'],
    ['ampersands', '&', 'r'],
    ['brackets', '[', ''],
    ['quotes', '"\\', ''],
    ['keys', '{"a":', ''],
    ['pairs', 'a=b&', ''],
    ['blanks', ' ', ''],
  ])('do not hang on 64 kB of %s', (_what, piece, inside) => {
    const many = piece.repeat(Math.floor(65_536 / piece.length));
    const body = inside === '' ? many : `<${inside}>${many}</${inside}>`;
    for (const endpoint of ENDPOINTS) {
      const { value, why } = readResponse(endpoint, body, { parseXml });
      expect(value === null).toBe(why !== undefined);
    }
  });
});
