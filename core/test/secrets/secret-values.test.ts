import { describe, expect, it } from '@jest/globals';
import { createMasker } from '../../src/secrets/mask.js';
import { secretValues } from '../../src/secrets/secret-values.js';

describe('the values to hide of a configured secret', () => {
  it.each([
    ['auth_token=abc%2Fd&user=x', ['auth_token=abc%2Fd&user=x', 'abc%2Fd', 'abc/d']],
    ['?token=a+b', ['token=a+b', 'a+b', 'a b']],
    ['just-a-value', ['just-a-value']],
    ['token=', ['token=']],
    ['a=%zz', ['a=%zz']],
    ['api_key=K1&format=json', ['api_key=K1&format=json', 'K1']],
    ['account=ninechars', ['account=ninechars', 'ninechars']],
    ['', []],
  ])('of the query pairs %j are %j', (text, values) => {
    expect(secretValues('query', text)).toEqual(values);
  });

  it.each([
    ['Content-type: application/json|Authorization: OAuth TOKEN', ['OAuth TOKEN', 'TOKEN']],
    ['X-Shared-Secret: abcd | Accept: */*||user-agent: x', ['abcd']],
    ['Authorization: abcd', ['abcd']],
    ['X-Custom: two words', ['two words']],
    ['X-Piped: a\\|b', ['a|b']],
    ['Authorization: Token token="abcd", v=1', ['Token token="abcd", v=1', 'token="abcd", v=1', 'abcd']],
    ['Authorization: Basic dXNlcjpwOnc=', ['Basic dXNlcjpwOnc=', 'dXNlcjpwOnc=', 'user:p:w', 'p:w']],
    ['Authorization: Basic a2V5Og==', ['Basic a2V5Og==', 'a2V5Og==', 'key:', 'key']],
    [
      'Authorization: Basic dXNlcjp0w6lzdA==',
      ['Basic dXNlcjp0w6lzdA==', 'dXNlcjp0w6lzdA==', 'user:tést', 'tést'],
    ],
    ['Authorization: Basic not*base64', ['Basic not*base64', 'not*base64']],
    ['no colon here', ['no colon here']],
    ['', []],
  ])('of the header list %j are %j', (text, values) => {
    expect(secretValues('headers', text)).toEqual(values);
  });

  it.each([
    ['abcd', ['abcd']],
    ['abcd\n', ['abcd\n', 'abcd']],
    ['  ', []],
  ])('of the plain secret %j are %j', (text, values) => {
    expect(secretValues('plain', text)).toEqual(values);
  });

  it.each([
    ['smtps://user:p%40ss@mail.example.test:465', ['p%40ss', 'p@ss']],
    ['smtp://user:p@ss+1@mail.example.test', ['p@ss+1']],
    ['smtp://user@mail.example.test', []],
    ['smtp://mail.example.test:25/a@b', []],
    ['https://crm.example.test/calls?src=convoso&token=a%2Fb+c#key=d', ['a%2Fb+c', 'a/b c', 'd']],
    ['https://crm.example.test/calls?token&src=convoso', []],
  ])('of the URL %s are %j', (text, values) => {
    expect(secretValues('url', text)).toEqual(values);
  });

  it('hide a token that a destination repeats without its scheme word', () => {
    const masker = createMasker({ values: secretValues('headers', 'Authorization: Bearer pat-na1-0123') });
    expect(masker.text('the token pat-na1-0123 is not valid')).toBe('the token [masked] is not valid');
  });
});
