import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { verifyWebhook } from '../../src/relay-client/index.js';

const SECRET = `whsec_${Buffer.from('k'.repeat(32)).toString('base64')}`;
const NOW = Date.parse('2026-11-20T17:00:00Z');

const hmacSha256 = (key: string, text: string): string =>
  createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');

interface Signed {
  readonly body: string;
  readonly at?: number;
  readonly secret?: string;
}

function requestOf({ body, at = NOW, secret = SECRET }: Signed) {
  const timestamp = String(Math.floor(at / 1_000));
  const signature = hmacSha256(secret.slice('whsec_'.length), `msg-1.${timestamp}.${body}`);
  const headers: Record<string, string> = {
    'webhook-id': 'msg-1',
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
  return { body, headers, header: (name: string) => headers[name] };
}

const key = { secret: SECRET, now: NOW, hmacSha256 };

describe('a request that is said to be of the relay', () => {
  it('is believed, whatever its body, where the relay signed it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (body) => {
        expect(verifyWebhook(requestOf({ body }), key)).toBe('msg-1');
      }),
    );
  });

  it('is not believed where one character of its body is another', () => {
    const { header } = requestOf({ body: '{"sequence":1}' });
    expect(() => verifyWebhook({ header, body: '{"sequence":2}' }, key)).toThrow(
      expect.objectContaining({ code: 'WEBHOOK_SIGNATURE_WRONG' }),
    );
  });

  it('is believed with one of several signatures, as while a secret is changed', () => {
    const { headers, body } = requestOf({ body: '{}' });
    const several = {
      ...headers,
      'webhook-signature': `v1,bm90IHRoaXM= ${headers['webhook-signature'] ?? ''}`,
    };
    const header = (name: string) => (several as Record<string, string>)[name];
    expect(verifyWebhook({ header, body }, key)).toBe('msg-1');
  });

  it.each([
    ['without its headers', { body: '{}', header: () => null }, key, 'WEBHOOK_NOT_SIGNED'],
    [
      'signed with another secret',
      requestOf({ body: '{}', secret: `whsec_${Buffer.from('x'.repeat(32)).toString('base64')}` }),
      key,
      'WEBHOOK_SIGNATURE_WRONG',
    ],
    ['of six minutes ago', requestOf({ body: '{}', at: NOW - 360_000 }), key, 'WEBHOOK_TOO_OLD'],
    ['of six minutes from now', requestOf({ body: '{}', at: NOW + 360_000 }), key, 'WEBHOOK_TOO_OLD'],
    [
      'with a secret of another kind',
      requestOf({ body: '{}' }),
      { ...key, secret: 'abc' },
      'WEBHOOK_SECRET_UNREADABLE',
    ],
  ])('is refused %s, with what to do', (_which, request, withKey, code) => {
    expect(() => verifyWebhook(request, withKey)).toThrow(
      expect.objectContaining({ code, remedy: expect.stringMatching(/\.$/) }),
    );
  });
});
