import { describe, expect, it } from '@jest/globals';
import { answerWords } from '../../src/endpoint/words.js';

describe('what an answer says to a person', () => {
  it.each([
    ['{"message":"Phone is not valid"}', 'Phone is not valid'],
    ['{"Message":"An error has occurred."}', 'An error has occurred.'],
    ['{"error":{"code":7,"error_message":"No such owner"}}', 'No such owner'],
    ['[{"errorCode":"INVALID_FIELD","message":"No such column"}]', 'No such column'],
    [
      '{"data":[{"code":"MANDATORY_NOT_FOUND","message":"required field not found"}]}',
      'required field not found',
    ],
    ['{"errors":{"email":["is invalid"]}}', 'email: is invalid'],
    ['{"errors":["Phone is missing"]}', 'Phone is missing'],
    ['{"fault":{"faultstring":"Invalid ApiKey"}}', 'Invalid ApiKey'],
    ['{"status":"ok","id":7}', null],
    ['{"data":{"id":7}}', null],
    ['{"errors":{"access_token":["planted-1"]}}', null],
    ['{"mess', null],
    ['', null],
    ['<html><head><title>Sign in</title></head></html>', 'Sign in'],
    ['token=planted-1 is not valid', null],
    ['Out of order', 'Out of order'],
    ['\u001f\ufffd\b\u0000compressed', null],
  ])('%s', (body, words) => {
    expect(answerWords(body)).toBe(words);
  });
});
