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
  contentType,
  truncated: false,
});
const failed = (
  failure: Extract<End, { kind: 'failed' }>['failure'],
  reached: 'not-sent' | 'maybe-sent',
): End => ({
  kind: 'failed',
  failure,
  reached,
  message: 'as the network said',
});

const evidence = (end: End, more: Partial<NullEvidence> = {}): NullEvidence => ({
  endpoint: endpointOf({ responseDataType: 'JSON' }),
  end,
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
    ['no connection', failed('connect', 'not-sent'), 'susuo'],
    ['no TLS', failed('tls', 'not-sent'), 'suuuo'],
    ['our own egress rules', failed('refused-by-policy', 'not-sent'), 'suuuo'],
    ['a request that cannot be sent', failed('invalid-request', 'not-sent'), 'suuuo'],
    ['no connection in time', failed('timeout', 'not-sent'), 'susuo'],
    ['no answer in time', failed('timeout', 'maybe-sent'), 'ousuo'],
    ['a cut connection', failed('interrupted', 'maybe-sent'), 'ousuo'],
    ['a redirect', answered(301, ''), 'suoso'],
    ['refused credentials', answered(401, '<a/>'), 'ososo'],
    ['a caller turned away', answered(403, ''), 'ossso'],
    ['a path that is not there', answered(404, ''), 'suoso'],
    ['a method that is not taken', answered(405, ''), 'suoso'],
    ['a web page', answered(200, '<html>'), 'suoso'],
    ['a failing system', answered(500, 'oops'), 'ouoso'],
    ['a key that is not there', answered(200, '{"a":1}'), 'oooso'],
  ])('points at the cause: %s', (_what, end, expected) => {
    expect(verdicts(evidence(end))).toBe(expected);
  });

  it('has a remedy for exactly what is suspect', () => {
    for (const end of [failed('connect', 'not-sent'), answered(403, '<html>'), answered(200, '')]) {
      for (const { verdict, remedy } of diagnose(evidence(end)).checks) {
        expect(remedy !== null).toBe(verdict === 'suspect');
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
    expect(text).toMatch(sent ? /were refused/ : /sends no credentials/);
  });

  it("names the address to allow: Convoso's for its own calls, the relay's for the relay's", () => {
    const timeout = failed('timeout', 'maybe-sent');
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
});
