import { describe, expect, it } from '@jest/globals';
import { looksUnsuccessful } from '../../src/endpoint/looks-unsuccessful.js';
import type { JsonValue } from '../../src/endpoint/response/result.js';

describe('an answer looks like no success', () => {
  it.each<JsonValue>([
    null,
    false,
    0,
    -1,
    '',
    'no',
    'NOK',
    'declined',
    'Error: duplicate',
    'FAIL|duplicate',
    'PHP Fatal error:  Uncaught Error',
    'No such lead',
    'Lead was not accepted: duplicate',
    'status=fail&reason=dup',
    'result: rejected',
    'success=false',
    '<html><title>Sign in</title></html>',
    '<!-- page 7 -->\n<html><title>Sign in</title></html>',
    '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html></html>',
    '<form action="/login"><input name="user"></form>',
    '<meta http-equiv="refresh" content="0;url=/login">',
    { success: false },
    { Success: 'False' },
    { ok: 0 },
    { status: 'error' },
    { data: { status: 'failed' } },
    { data: [{ status: 'success' }, { status: 'error' }] },
    { statusCode: 500, body: 'Internal error' },
    { code: 400, message: 'Bad' },
    { status: '401' },
    { hasErrors: true, errors: [] },
    { error: true },
    { error_code: 12 },
    { errorMessage: 'Task timed out' },
    { errors: { phone: ['bad'] } },
    { failed: 1 },
    { 'soap:Envelope': { 'soap:Body': { 'soap:Fault': { faultstring: 'bad' } } } },
  ])('%j', (value) => {
    expect(looksUnsuccessful(value)).not.toBeNull();
  });
});

it('an answer with millions of blanks in its status is done with at once, which once held up the relay', () => {
  expect(looksUnsuccessful({ status: `${' '.repeat(2_000_000)}x` })).toBeNull();
  expect(looksUnsuccessful({ status: `${' '.repeat(2_000_000)}failed` })).toContain(
    'the answer says "status"',
  );
});

describe('nothing speaks against', () => {
  it.each<JsonValue>([
    true,
    1,
    7,
    'OK',
    'Success',
    'OK, no errors',
    'Norway',
    'queued',
    'Errol Flynn was called',
    'Notes were saved',
    [],
    {},
    { id: 0 },
    { status: 0, id: 7 },
    { code: 200 },
    { code: 0, message: 'ok' },
    { error_code: 0 },
    { errorcode: '00' },
    { error: 'none' },
    { id: 1, errors: [] },
    { failed: 0, accepted: 1 },
    { 'ns:Response': { 'ns:id': '7' } },
    '{"data":"a JSON in a text"}',
  ])('%j', (value) => {
    expect(looksUnsuccessful(value)).toBeNull();
  });
});
