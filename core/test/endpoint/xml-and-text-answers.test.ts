import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readResponse, type JsonValue } from '../../src/endpoint/response/index.js';
import { parseXml } from '../../src/xml/index.js';

type Type = 'JSON' | 'XML' | 'TEXT';

const read = (responseDataType: Type, body: string, responseKey = '', delimiter = '') =>
  readResponse({ responseDataType, responseKey, delimiter }, body, { parseXml });

describe('the result of an XML answer', () => {
  const ANSWER = `<?xml version="1.0" encoding="UTF-8"?>
    <!-- sample -->
    <Values count="3">
      <value type="id">1</value><value>2</value>
      <lead><status>Sold, twice</status><name><first>Test</first></name></lead>
      <ns:result>ok</ns:result><empty/>
      <status>later</status>
    </Values>`;

  it.each<[string, string, JsonValue]>([
    ['the text of an element', 'first', 'Test'],
    ['the first of a name in the order of the document', 'status', 'Sold, twice'],
    ['the texts of repeated elements, without their attributes', 'value', ['1', '2']],
    ['what is in an element', 'lead', { status: 'Sold, twice', name: { first: 'Test' } }],
    ['an element by its name without the prefix', 'result', 'ok'],
    ['an element by its name with the prefix', 'ns:result', 'ok'],
    ['an empty text for an empty element', 'empty', ''],
  ])('is %s', (_what, key, value) => {
    expect(read('XML', ANSWER, key)).toEqual({ value });
  });

  it('is the whole document without a key', () => {
    expect(read('XML', '<a x="1"><b>1</b><b>2</b><c>t<d/></c></a>')).toEqual({
      value: { a: { b: ['1', '2'], c: { d: '', '#text': 't' } } },
    });
  });

  it('is split at the delimiter where it is one text', () => {
    expect(read('XML', ANSWER, 'status', ',')).toEqual({ value: ['Sold', 'twice'] });
    expect(read('XML', '<a><b>1,2</b><b>3</b></a>', 'b', ',')).toEqual({ value: ['1,2', '3'] });
  });

  it('resolves the references of XML itself, once, and leaves CDATA as it is', () => {
    const text = '&lt;&amp;amp;&gt; &quot;&apos; &#65;&#x1F600;<![CDATA[<b>&amp;</b>]]>';
    expect(read('XML', `<a>${text}</a>`, 'a')).toEqual({ value: '<&amp;> "\' A😀<b>&amp;</b>' });
  });

  it.each([
    ['an empty answer', ' ', /is empty/],
    ['JSON', '{"a":1}', /JSON; Response Data Type is XML/],
    ['text', 'OK', /plain text/],
    ['a page', '<!doctype html><html></html>', /web page/],
    ['a page that is XML, too', '<html><body>Sign in</body></html>', /web page/],
    ['an element that is not closed', '<a><b></a>', /not well-formed XML: line 1/],
    ['an answer that is cut off', '<a><b>1</b>', /not well-formed/],
    ['two documents', '<a/><b/>', /not well-formed/],
    ['text after the document', '<a/>b', /not well-formed/],
    ['a control character', '<a>\u0000</a>', /not well-formed/],
    ['an undefined entity', '<a>&nbsp;</a>', /entity/],
    ['half a surrogate', '<a>&#xD800;</a>', /entity/],
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY x "1">]><a>&x;</a>', /DOCTYPE/],
    [
      'a DOCTYPE from elsewhere',
      '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/hosts"><a/>',
      /DOCTYPE/,
    ],
    ['a DOCTYPE in odd case and place', '<!-- --><!docType a><a/>', /DOCTYPE/],
    ['elements without end', `${'<a>'.repeat(1_000)}${'</a>'.repeat(1_000)}`, /nested deeper/],
    ['a long answer', `<a>${'b'.repeat(300_000)}</a>`, /longer/],
  ])('is null, with the reason, for %s', (_what, body, why) => {
    expect(read('XML', body)).toEqual({ value: null, why: expect.stringMatching(why) });
  });

  it('is null where no element has the name of the key', () => {
    expect(read('XML', '<a b="1"/>', 'b')).toEqual({
      value: null,
      why: 'the answer has no element "b", which is the Response Key; it holds no names at all',
    });
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])(
    'reads an element called %s',
    (name) => {
      const body = `<a><${name}>1</${name}></a>`;
      expect(read('XML', body, name)).toEqual({ value: '1' });
      expect(JSON.stringify(read('XML', body).value)).toBe(`{"a":{"${name}":"1"}}`);
      expect(read('XML', '<a/>', name).value).toBeNull();
    },
  );

  it('is null, and says so, where nobody brought the parser', () => {
    const endpoint = { responseDataType: 'XML', responseKey: '', delimiter: '' } as const;
    expect(readResponse(endpoint, '<a/>')).toEqual({ value: null, why: 'XML answers are not read here' });
  });

  it('gives back every text that was written into an element', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !/[\p{Cc}\ufffe\uffff]/u.test(value));
    const escaped = (value: string) =>
      value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
        const body = `<list>${texts.map((value) => `<item>${escaped(value)}</item>`).join('\n')}</list>`;
        const values = texts.map((value) => value.trim());
        expect(read('XML', body, 'item')).toEqual({ value: values.length === 1 ? values[0] : values });
      }),
    );
  });
});

describe('the result of a TEXT answer', () => {
  it.each<[string, string, string, string, JsonValue]>([
    ['the whole text, trimmed', ' OK: stored\n', '', '', 'OK: stored'],
    ['the whole text where a key is set without a delimiter', 'status=1', 'status', '', 'status=1'],
    ['the parts at the delimiter', 'value1,value2, value3', '', ',', ['value1', 'value2', 'value3']],
    ['the parts where the key picks nothing', 'value1,value2', 'status', ',', ['value1', 'value2']],
    ['the text where the delimiter does not occur', 'value1', 'status', ',', 'value1'],
    ['the value of a key among lines', 'OK\r\nstatus: sold\r\nid: 5', 'id', ':', '5'],
    ['the value of a key among &', 'status=sold&id=5', 'id', '=', '5'],
    ['the value of a key among ;', 'status=sold; id=5;', 'id', '=', '5'],
    ['the value of a key among commas', 'status:sold,id:5', 'status', ':', 'sold'],
    ['the value of the only key', 'status|sold', 'status', '|', 'sold'],
    ['a value that has a comma', 'message=Hello, world', 'message', '=', 'Hello, world'],
    [
      'a value that has the delimiter',
      'url=https://crm.example.test/?a=b',
      'url',
      '=',
      'https://crm.example.test/?a=b',
    ],
    ['a value of a delimiter of several characters', 'a=>1;b=>2', 'b', '=>', '2'],
    ['an empty value', 'status=\nid=5', 'status', '=', ''],
  ])('is %s', (_what, body, key, delimiter, value) => {
    expect(read('TEXT', body, key, delimiter)).toEqual({ value });
  });

  it('is null for an empty answer', () => {
    expect(read('TEXT', ' \n')).toEqual({ value: null, why: 'the answer is empty where text was expected' });
  });
});

describe('the result of a JSON answer', () => {
  it('keeps ids that are too long for a number', () => {
    expect(read('JSON', '{"id":123456789012345678}', 'id')).toEqual({ value: '123456789012345678' });
    expect(read('JSON', '123456789012345678')).toEqual({ value: '123456789012345678' });
  });

  it('can be written as JSON again, however deep the answer was', () => {
    for (const depth of [10, 63, 64, 65, 66, 10_000]) {
      const { value } = read('JSON', '['.repeat(depth) + ']'.repeat(depth));
      expect(JSON.stringify(value)).toBe(depth <= 65 ? '['.repeat(depth) + ']'.repeat(depth) : 'null');
    }
  });
});
