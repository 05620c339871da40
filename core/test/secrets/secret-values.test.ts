import { describe, expect, it } from '@jest/globals';
import { createMasker } from '../../src/secrets/mask.js';
import { secretsIn, shortSecretsIn, type SecretKind } from '../../src/secrets/secret-values.js';

describe('the values to hide of a configured secret', () => {
  it.each([
    ['auth_token=abc%2Fd&user=x', ['auth_token=abc%2Fd&user=x', 'abc%2Fd', 'abc/d']],
    ['?token=a+b', ['token=a+b', 'a+b', 'a b']],
    ['just-a-value', ['just-a-value']],
    ['token=', ['token=']],
    ['a=%zz', ['a=%zz', '%zz']],
    ['pin=4455', ['pin=4455', '4455']],
    ['pin=4455&token=abcdef', ['pin=4455&token=abcdef', 'abcdef']],
    ['api_key=K1&format=json', ['api_key=K1&format=json', 'K1']],
    ['account=ninechars', ['account=ninechars', 'ninechars']],
    ['', []],
  ])('of the query pairs %j are %j', (text, values) => {
    expect(secretsIn('query', text).values).toEqual(values);
  });

  it.each([
    ['Content-type: application/json|Authorization: OAuth TOKEN', ['OAuth TOKEN', 'TOKEN']],
    ['X-Shared-Secret: abcd | Accept: */*||user-agent: x', ['abcd']],
    ['Authorization: abcd', ['abcd']],
    ['X-Custom: two words', ['two words']],
    ['X-Piped-Key: a\\|b', ['a|b']],
    ['Authorization: Token token="abcd", v=1', ['Token token="abcd", v=1', 'token="abcd", v=1', 'abcd']],
    ['Authorization: Basic dXNlcjpwOnc=', ['Basic dXNlcjpwOnc=', 'dXNlcjpwOnc=', 'user:p:w', 'p:w']],
    ['Authorization: Basic a2V5Og==', ['Basic a2V5Og==', 'a2V5Og==', 'key:', 'key']],
    [
      'Authorization: Basic dXNlcjp0w6lzdA==',
      ['Basic dXNlcjp0w6lzdA==', 'dXNlcjp0w6lzdA==', 'user:tést', 'tést'],
    ],
    ['Authorization: Basic not*base64', ['Basic not*base64', 'not*base64']],
    ['X-Sandbox: true|Content-type: application/json|Accept: */*|X-Requested-With: XMLHttpRequest', []],
    ['Service-Key: abc', ['abc']],
    ['no colon here', ['no colon here']],
    ['', []],
  ])('of the header list %j are %j', (text, values) => {
    expect(secretsIn('headers', text).values).toEqual(values);
  });

  it.each([
    ['abcd', ['abcd']],
    ['abcd\n', ['abcd\n', 'abcd']],
    ['  ', []],
  ])('of the plain secret %j are %j', (text, values) => {
    expect(secretsIn('plain', text).values).toEqual(values);
  });

  it.each([
    ['smtps://user:p%40ss@mail.example.test:465', ['p%40ss', 'p@ss']],
    ['smtp://user:p@ss+1@mail.example.test', ['p@ss+1']],
    ['smtp://user@mail.example.test', []],
    ['smtp://mail.example.test:25/a@b', []],
    ['https://crm.example.test/calls?src=convoso&token=a%2Fb+c#key=d', ['a%2Fb+c', 'a/b c', 'd']],
    ['https://crm.example.test/calls?token&src=convoso', []],
  ])('of the URL %s are %j', (text, values) => {
    expect(secretsIn('url', text).values).toEqual(values);
  });

  it.each([
    ['pin=4455', ['pin=4455']],
    ['?api_key=K#1&format=json', ['api_key=K%231']],
    ['just-a-value', ['just-a-value']],
    ['token=', []],
  ])('of the query %j are masked where they stand: %j', (text, parts) => {
    expect(secretsIn('query', text).queryParts).toEqual(parts);
  });

  it('hide a token that a destination repeats without its scheme word', () => {
    const masker = createMasker(secretsIn('headers', 'Authorization: Bearer pat-na1-0123'));
    expect(masker.text('the token pat-na1-0123 is not valid')).toBe('the token [masked] is not valid');
  });
});

describe('a secret too short to be masked by value', () => {
  it.each<[SecretKind, string, number[]]>([
    ['plain', 'abcde', [1]],
    ['plain', ' abcde\n', [1]],
    ['plain', 'abcdef', []],
    ['plain', '1234567', [1]],
    ['plain', '12345678', []],
    ['plain', '12-456', []],
    ['plain', ' ', []],
    ['query', 'pass=4455', [1]],
    ['query', 'pin=4455', [1]],
    ['query', 'format=json&api_key=K1', [2]],
    ['query', 'format=json&api_key=K1K2K3', []],
    ['query', 'token=', []],
    ['headers', 'X-Sandbox: true|Content-type: application/json|X-Api-Key: abc', [3]],
    ['headers', 'Authorization: Bearer abc', [1]],
    ['headers', 'Authorization: Basic cm9ib3Q6NDQ1NQ==', [1]],
    ['headers', 'Authorization: Basic cm9ib3Q6aHVudGVyMjI=', []],
    ['headers', 'Authorization: Digest username="bob", response="6629fae49393"', []],
    ['url', 'https://crm.example.test/?token=abc', [1]],
    ['url', 'smtps://robot:abc@mail.example.test', [1]],
    ['url', 'smtps://mail.example.test', []],
  ])('is told of %s %j: %j', (kind, text, positions) => {
    expect(shortSecretsIn(kind, text)).toEqual(positions);
  });
});
