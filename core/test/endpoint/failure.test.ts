import { describe, expect, it } from '@jest/globals';
import { failureOf } from '../../src/endpoint/failure.js';

const error = (message: string, parts: object = {}) => Object.assign(new Error(message), parts);
const kind = (thrown: unknown, sent: boolean | 'unknown' = 'unknown', protocol = 'https:') => {
  const { failure, reached } = failureOf(thrown, { sent, protocol });
  return `${failure} ${reached}`;
};

describe('a failure of sending, where the HTTP client does not say whether anything was sent', () => {
  it.each<[string, unknown, string]>([
    ['no such host', error('getaddrinfo ENOTFOUND crm.example.test', { code: 'ENOTFOUND' }), 'dns not-sent'],
    ['a resolver that is away', error('getaddrinfo EAI_AGAIN', { code: 'EAI_AGAIN' }), 'dns not-sent'],
    [
      'a refused connection',
      error('connect ECONNREFUSED 127.0.0.1:1', { code: 'ECONNREFUSED' }),
      'connect not-sent',
    ],
    [
      'D11: a connection that timed out',
      error('connect ETIMEDOUT 192.0.2.1:443', { code: 'ETIMEDOUT', syscall: 'connect' }),
      'connect not-sent',
    ],
    [
      'an answer that timed out',
      error('read ETIMEDOUT', { code: 'ETIMEDOUT', syscall: 'read' }),
      'timeout maybe-sent',
    ],
    ["axios' time-out", error('timeout of 30000ms exceeded', { code: 'ECONNABORTED' }), 'timeout maybe-sent'],
    [
      'the time-out of fetch',
      error('The operation was aborted', { name: 'TimeoutError' }),
      'timeout maybe-sent',
    ],
    [
      'a certificate that has expired',
      error('certificate has expired', { code: 'CERT_HAS_EXPIRED' }),
      'tls not-sent',
    ],
    [
      'a hang-up within the handshake',
      error('Client network socket disconnected before secure TLS connection was established', {
        code: 'ECONNRESET',
      }),
      'tls not-sent',
    ],
    ['a cut connection', error('socket hang up', { code: 'ECONNRESET' }), 'interrupted maybe-sent'],
    [
      'a header that cannot be sent',
      error('Invalid character in header', { code: 'ERR_INVALID_CHAR' }),
      'invalid-request not-sent',
    ],
    [
      'a cause within a cause',
      error('fetch failed', { cause: error('x', { cause: error('y', { code: 'EHOSTUNREACH' }) }) }),
      'connect not-sent',
    ],
    [
      'a code in words alone',
      error('The service said: connect ECONNREFUSED 127.0.0.1:1'),
      'connect not-sent',
    ],
    ['something never seen', error('odd'), 'interrupted maybe-sent'],
    ['no error at all', undefined, 'interrupted maybe-sent'],
  ])('is told by its codes and words: %s', (_what, thrown, expected) => {
    expect(kind(thrown)).toBe(expected);
  });

  it('goes by what the client does tell', () => {
    const cut = error('other side closed', { code: 'UND_ERR_SOCKET' });
    expect(kind(cut, true)).toBe('interrupted maybe-sent');
    expect(kind(cut, false)).toBe('tls not-sent');
    expect(kind(cut, false, 'http:')).toBe('connect not-sent');
    expect(kind(error('', { code: 'ETIMEDOUT' }), false)).toBe('connect not-sent');
  });

  it('follows no error that causes itself for ever', () => {
    const circle: Error & { cause?: unknown } = error('circle');
    circle.cause = circle;
    expect(kind(circle)).toBe('interrupted maybe-sent');
  });
});
