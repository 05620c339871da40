import { describe, expect, it } from '@jest/globals';
import type { MappingNote } from '../../src/adaptor/index.js';
import { diagnose, diagnosisLines } from '../../src/endpoint/diagnosis/diagnose.js';
import type { NullEvidence } from '../../src/endpoint/diagnosis/evidence.js';
import { endpointOf } from './sample.js';

type End = NullEvidence['end'];

const answered = (status: number, body: string, contentType: string | null = null): End => ({
  kind: 'answered',
  status,
  body,
  headers: contentType === null ? {} : { 'content-type': contentType },
  truncated: false,
});
const failed = (
  failure: Extract<End, { kind: 'failed' }>['failure'],
  reached: 'not-sent' | 'maybe-sent',
): End => ({
  kind: 'failed',
  failure,
  reached,
  code: 'UNKNOWN',
  message: 'as the network said',
});

const evidence = (end: End, more: Partial<NullEvidence> = {}): NullEvidence => ({
  endpoint: endpointOf({ responseDataType: 'JSON' }),
  end,
  value: null,
  why: 'the reason',
  mapping: [],
  caller: 'relay',
  ...more,
});

/** One letter for each check, in their order: ok, suspect, unknown. */
const verdicts = (given: NullEvidence) =>
  diagnose(given)
    .checks.map(({ verdict }) => verdict[0])
    .join('');

const check = (given: NullEvidence, place: number) => diagnose(given).checks[place];

describe('the diagnosis of a null result', () => {
  it('goes through the five checks of the documents in their order', () => {
    expect(diagnosisLines(diagnose(evidence(answered(200, '<a/>', 'text/xml'))))).toEqual([
      '✓ Endpoint URL: the address was reached and answered 200',
      '✓ Authentication credentials: nothing speaks against them: the answer was 200',
      '✓ IP allow-list: the call was let in',
      '✗ Response Data Type: the answer is XML, labelled text/xml; Response Data Type is JSON — Set Response Data Type to XML.',
      '✓ Adaptor field mappings: every mapped field had a value or a default',
    ]);
  });

  it.each<[string, End, string]>([
    ['no address for the host', failed('dns', 'not-sent'), 'suuuo'],
    ['no connection', failed('connect', 'not-sent'), 'suuuo'],
    ['no TLS', failed('tls', 'not-sent'), 'suuuo'],
    ['our own egress rules', failed('refused-by-policy', 'not-sent'), 'suuuo'],
    ['a request that cannot be sent', failed('invalid-request', 'not-sent'), 'suuuo'],
    ['no connection in time', failed('timeout', 'not-sent'), 'susuo'],
    ['no answer in time', failed('timeout', 'maybe-sent'), 'ouuuo'],
    ['a cut connection', failed('interrupted', 'maybe-sent'), 'ouuuo'],
    ['a redirect', answered(301, ''), 'suouo'],
    ['refused credentials', answered(401, '<a/>'), 'osouo'],
    ['a caller turned away', answered(403, ''), 'ossuo'],
    ['a path that is not there', answered(404, ''), 'suouo'],
    ['a method that is not taken', answered(405, ''), 'suouo'],
    ['a web page', answered(200, '<html>'), 'suoso'],
    ['a failing system', answered(500, 'oops'), 'uuouo'],
    ['a key that is not there', answered(200, '{"a":1}'), 'oooso'],
  ])('points at the cause: %s', (_what, end, expected) => {
    expect(verdicts(evidence(end))).toBe(expected);
  });

  it('has a remedy for whatever is suspect, and none for what is well', () => {
    for (const end of [failed('connect', 'not-sent'), answered(403, '<html>'), answered(200, '')]) {
      for (const { verdict, remedy } of diagnose(evidence(end)).checks) {
        if (verdict !== 'unknown') expect(remedy !== null).toBe(verdict === 'suspect');
      }
    }
  });

  it('sees that the API URL lacks its protocol', () => {
    const endpoint = { ...endpointOf(), apiUrl: 'crm.example.test/calls' };
    expect(check(evidence(failed('invalid-request', 'not-sent'), { endpoint }), 0)?.remedy).toBe(
      'Put https:// in front of it.',
    );
  });

  it.each([
    [{}, {}, false],
    [{}, { apiAuthentication: 'api_key=1' }, true],
    [{}, { authorizationHeader: 'Content-type: application/json' }, false],
    [{}, { authorizationHeader: 'Content-type: application/json|Authorization: Bearer 1' }, true],
    [{ apiUrl: 'https://a.test/x?token=1' }, {}, true],
  ])('tells refused credentials from missing ones: %j %j', (parts, secrets, sent) => {
    const text = check(evidence(answered(401, ''), { endpoint: endpointOf(parts, secrets) }), 1)?.text;
    expect(text).toMatch(sent ? /missing or not accepted$/ : /sends no credentials/);
  });

  it("names the address to allow: Convoso's for its own calls, the relay's for the relay's", () => {
    const timeout = failed('timeout', 'not-sent');
    expect(check(evidence(timeout, { caller: 'convoso' }), 2)?.remedy).toMatch(/^Allow 66\.85\.240\.0\/21/);
    expect(check(evidence(timeout, { caller: 'relay' }), 2)?.remedy).toMatch(/^Allow the relay's own/);
  });

  it('knows that an empty answer may be no failure', () => {
    expect(check(evidence(answered(204, '')), 3)?.remedy).toContain('the null is no failure');
  });

  it('says that an answer was too long, and not that its type is wrong', () => {
    const end = { ...answered(200, '{"a":'), truncated: true } as End;
    expect(check(evidence(end), 3)?.text).toContain('longer than is read');
  });

  const note = (field: string, what: MappingNote['note']): MappingNote => ({
    field,
    mappedTo: 'x',
    note: what,
  });

  it.each<[readonly MappingNote[] | null, string, RegExp]>([
    [null, 'unknown', /no adaptor/],
    [[], 'ok', /every mapped field/],
    [[note('lead.email', 'default-used')], 'ok', /every mapped field/],
    [[note('lead.email', 'empty')], 'suspect', /^empty: lead\.email \(as x\)$/],
    [[note('callLog.status', 'not-delivered')], 'suspect', /^not delivered: callLog\.status/],
    [[note('lead.emial', 'not-delivered')], 'suspect', /^no such field: lead\.emial/],
    [[note('custom.anything', 'not-delivered')], 'suspect', /^not delivered: custom\.anything/],
    [Array.from({ length: 12 }, () => note('lead.email', 'empty')), 'suspect', / and 4 more$/],
  ])('looks at what the adaptor had to send: %j', (mapping, verdict, text) => {
    const found = check(evidence(answered(200, ''), { mapping }), 4);
    expect(found?.verdict).toBe(verdict);
    expect(found?.text).toMatch(text);
  });

  it.each<[string, End, number, RegExp]>([
    [
      'a notice of PHP',
      answered(200, '<br />\n<b>Notice</b>: x in y.php<br />{"id":1}'),
      3,
      /notice stands before the JSON/,
    ],
    [
      'gzip that nobody asked for',
      { ...answered(200, '\u001f\ufffd\u0008\u0000'), headers: { 'content-encoding': 'gzip' } } as End,
      3,
      /compressed \(gzip\)/,
    ],
    ['the JSON value null', answered(200, 'null'), 3, /^the reason/],
    [
      'https to an http port',
      { ...failed('tls', 'not-sent'), code: 'ERR_SSL_WRONG_VERSION_NUMBER' } as End,
      0,
      /does not speak https/,
    ],
    ['silence after the connection', failed('timeout', 'maybe-sent'), 2, /a connection came about/],
    ['503', answered(503, 'busy'), 0, /503, which says that the system takes nothing now \(it says: busy\)/],
    [
      'a text of PHP before the JSON',
      answered(200, 'Notice: Undefined index in /var/www/a.php on line 3\n{"success":true}'),
      3,
      /notice stands before the JSON/,
    ],
    [
      'a page of PHP that failed',
      answered(200, '<br />\n<b>Fatal error</b>:  Uncaught Error in /var/www/a.php'),
      3,
      /message of PHP/,
    ],
    [
      'http to a port of https',
      answered(400, '<html>The plain HTTP request was sent to HTTPS port</html>'),
      0,
      /speaks https and was called with http/,
    ],
    ['a page that keeps programs out', answered(403, '<title>Just a moment...</title>'), 2, /tells people/],
    ['999', answered(999, ''), 0, /no status of HTTP/],
    ['304', answered(304, ''), 0, /^the address answered 304, which says nothing/],
    [
      'n8n without this webhook',
      answered(404, '{"message":"The requested webhook \\"POST x\\" is not registered."}'),
      0,
      /404: n8n has not registered this webhook/,
    ],
    ['a proxy that asks for credentials', answered(407, ''), 1, /407, which says that a proxy/],
    [
      'refused data',
      answered(400, '{"message":"Phone is not valid"}'),
      4,
      /400.*not accepted \(it says: Phone is not valid\)/,
    ],
  ])('D9: %s is told as what it is', (_what, end, place, text) => {
    expect(check(evidence(end), place)?.text).toMatch(text);
  });

  describe('D9: of an answer that could be read and says no', () => {
    const saying = (body: string, more: Partial<NullEvidence> = {}) =>
      evidence(answered(200, body), { value: { success: false }, ...more });

    it('has no ✗ at the Response Data Type, which fits, and gives the words to the check that they speak of', () => {
      expect(verdicts(saying('{"success":false,"message":"Duplicate phone"}'))).toBe('oooos');
      expect(verdicts(saying('{"success":false,"message":"Invalid API key"}'))).toBe('osooo');
      expect(verdicts(saying('{"success":false}'))).toBe('oooou');
    });

    it('says which status or value was expected, where the endpoint names them', () => {
      const endpointExpecting = (expectation: object) =>
        endpointOf({
          expect: { status: '2xx', empty: 'failure', result: 'any', redirect: 'failure', ...expectation },
        });
      const status = saying('{"id":7}', { value: 7, endpoint: endpointExpecting({ status: '201' }) });
      expect(check(status, 3)).toMatchObject({
        verdict: 'suspect',
        text: 'the answer was 200, and expect.status is "201"',
        remedy: expect.stringContaining('add it to expect.status'),
      });
      expect(check(status, 4)?.verdict).toBe('ok');
      const value = saying('{"code":"DUPLICATE"}', {
        value: 'DUPLICATE',
        endpoint: endpointExpecting({ result: { equals: ['SUCCESS'] } }),
      });
      expect(check(value, 3)).toMatchObject({
        verdict: 'suspect',
        remedy: expect.stringContaining('add it to expect.result'),
      });
    });
  });

  it('D9: words are named only where the answer has some', () => {
    expect(check(evidence(answered(400, '')), 4)?.remedy).toMatch(/^Compare what is sent/);
    expect(check(evidence(answered(400, 'no phone')), 4)?.remedy).toBe('Correct what its words name.');
  });

  it('D9: a page says nothing of the data, whatever type it is read as', () => {
    const page = '<html><title>Sign in</title></html>';
    expect(verdicts(evidence(answered(200, page), { value: page }))).toBe('suoso');
  });

  it('D9: a row that was not delivered is no ✗ where nobody looked at the data', () => {
    const mapping = [note('callLog.status', 'not-delivered')];
    for (const end of [
      failed('dns', 'not-sent'),
      answered(302, ''),
      answered(503, ''),
      answered(200, '<html>'),
    ]) {
      expect(check(evidence(end, { mapping }), 4)?.verdict).toBe('unknown');
    }
  });
});
