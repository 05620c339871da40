import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { targetOf } from '../../src/http/targets.js';

/** A letter percent-encoded so many times, one time over the other. */
function encoded(letter: string, times: number): string {
  if (times === 0) return letter;
  return `%${'25'.repeat(times - 1)}${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

describe('what a request is for', () => {
  it.each(['/api/secrets/CRM', '/API/secrets/CRM', '/Api/Config', '/INSPECT/start', '//apI/keys'])(
    'is the API and the pages also in capitals, so that no secret that is sent there is set aside as a call: %s',
    (url) => expect(targetOf('PUT', url)).toEqual({ kind: 'other' }),
  );

  it.each([
    '/v1/api/secrets/CRM',
    '/api%2Fsecrets%2FCRM',
    '/%61pi/secrets/CRM',
    '/%2561pi/secrets/CRM',
    '/.%2Fapi/secrets/CRM',
    '/relay/../api/secrets/CRM',
    '/hooks/..%2Fapi%2Fsecrets%2FCRM',
    '/\\api\\secrets\\CRM',
    '/%20api%20/secrets/CRM',
    '/api;v=1/secrets/CRM',
    '/api./secrets/CRM',
    '/api%3Fsecrets/CRM',
    '/api%23/secrets/CRM',
    '/%EF%BD%81%EF%BD%90%EF%BD%89/secrets/CRM',
    '/%ff/api/secrets/CRM',
  ])('is the API however its path is written, so that no secret is set aside as a call: %s', (url) => {
    for (const method of ['GET', 'POST', 'PUT'])
      expect(targetOf(method, `${url}?lead_id=1`)).toEqual({ kind: 'other' });
  });

  it('is the API in any capitals, with any letter encoded up to three times, below any path', () => {
    const letters = Array.from('/api/secrets/CRM', (letter) =>
      fc.tuple(fc.constant(letter), fc.nat(3), fc.boolean()),
    );
    const steps = fc.array(fc.stringMatching(/^[a-z0-9-]{1,8}$/), { maxLength: 3 });
    fc.assert(
      fc.property(steps, fc.tuple(...letters), (prefix, written) => {
        const path = written.map(([letter, times, isCapital]) =>
          encoded(isCapital ? letter.toUpperCase() : letter, times),
        );
        const url = `${prefix.map((step) => `/${step}`).join('')}/${path.join('')}`;
        expect([url, targetOf('POST', url)]).toEqual([url, { kind: 'other' }]);
      }),
    );
  });

  it('is no call where Convoso never calls so', () => {
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      expect(targetOf(method, '/secrets/CRM')).toEqual({ kind: 'other' });
  });

  it.each(['/hooks/api', '/hooks/%61pi/', '/hooks/API'])('is a hook, whatever its id is: %s', (url) =>
    expect(targetOf('POST', url)).toMatchObject({ kind: 'hook' }),
  );

  it.each(['/proxy/api/hooks/main', '/apis/main', '/call-api/main'])(
    'is perhaps a call where the path only has the letters: %s',
    (url) => expect(targetOf('POST', url)).toMatchObject({ kind: 'misdirected' }),
  );

  it('is told at once, however long a path is that says nothing', () => {
    for (const piece of ['!', '%25', '.', '/', '%2e%2e/', ';', '%', '/ap'])
      expect(targetOf('POST', `/${piece.repeat(100_000)}a`).kind).toBe('misdirected');
  });

  it('is told for any path at all', () => {
    fc.assert(
      fc.property(fc.constantFrom('GET', 'POST', 'PUT'), fc.string({ unit: 'binary' }), (method, path) => {
        expect(['hook', 'misdirected', 'other']).toContain(targetOf(method, `/${path}`).kind);
      }),
    );
  });

  it('is perhaps a call where it is none of ours', () => {
    expect(targetOf('POST', '/hook/main')).toEqual({ kind: 'misdirected', hookId: '/hook/main', query: '' });
  });
});
