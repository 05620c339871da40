import { describe, expect, it } from '@jest/globals';
import { decodeFirst as decodeDelivery } from './decode-first.js';

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': ['application/json'] };

describe('a delivery without anything in it', () => {
  it.each(['', '  \n', '\uFEFF', '{}', '[]', '[{}]', '{"params":{}}', 'params='])('is empty: %j', (body) => {
    expect(decodeDelivery(body, FORM, 'secret=s&event=disposition')).toEqual({ outcome: 'empty' });
  });
});

describe('the query of the URL', () => {
  it('is the payload of a GET, without secret and event', () => {
    expect(decodeDelivery('', {}, 'secret=s&lead_id=1364887&event=disposition&agent=Test+Agent')).toEqual({
      outcome: 'payload',
      shape: 'query',
      received: expect.objectContaining({ lead_id: '1364887', agent: 'Test Agent' }),
      notes: [],
    });
  });

  it('reads the shapes of a body too', () => {
    const delivery = decodeDelivery('', {}, 'secret=s&params=%7B%22status%22%3A%22NI%22%7D');
    expect(delivery).toMatchObject({ shape: 'query', received: { status: 'NI' } });
  });

  it('keeps a broken envelope as the field it looks like', () => {
    expect(decodeDelivery('', {}, 'params=%7B%22')).toMatchObject({ received: { params: '{"' } });
  });

  it('fills in what the body lacks; the body wins, and that is noted', () => {
    const delivery = decodeDelivery('status=NI&email=', FORM, '?campaign=9&status=X&email=a@example.test');
    expect(delivery).toMatchObject({
      outcome: 'payload',
      shape: 'form',
      received: { status: 'NI', email: '', campaign: '9' },
      notes: [expect.stringContaining('"status"'), expect.stringContaining('"email"')],
    });
  });

  it('does not make an unreadable body readable', () => {
    expect(decodeDelivery('hello', {}, 'lead_id=1').outcome).toBe('unreadable');
  });

  it('reserves secret and event in the URL only', () => {
    expect(decodeDelivery('secret=x&event=y', FORM, '')).toMatchObject({
      received: { secret: 'x', event: 'y' },
    });
  });
});

describe('an unreadable delivery', () => {
  it.each([
    'hello',
    'hello world',
    '"text"',
    '42',
    'null',
    'true',
    '[1,2]',
    '["status=NI"]',
    '<xml version="1.0"/>',
    '<a href="https://example.test/?x=1&y=2">z</a>',
    'The total is = 5',
    'a sentence & another = one',
    '{"status":"NI"',
    '{"url":"https://example.test/?a=1&b=2"',
    '%7B%22status%22%3A%22N=',
    '{"status"="NI"}',
    '=',
    '=value',
    '&&',
    '\u0000\u0001=\u0002',
    'a=\u0000\u0001',
    '%00%01=a',
    '\u001f\u008b\u0008\u0000a=b',
    '--x\r\nContent-Disposition: form-data; name="status"\r\n\r\nNI\r\n--x--',
  ])('is what cannot be a payload: %j', (body) => {
    for (const headers of [{}, FORM, JSON_TYPE]) {
      expect(decodeDelivery(body, headers, '')).toMatchObject({
        outcome: 'unreadable',
        code: 'UNREADABLE_DELIVERY',
        tried: [expect.stringMatching(/^JSON: /), expect.stringMatching(/: /)],
        remedy: expect.stringContaining('Post Data Type'),
      });
    }
  });

  it('says what was tried and why it failed, without quoting the body', () => {
    const delivery = decodeDelivery('{"ssn":"000-00-0000"', {}, '');
    const text = JSON.stringify(delivery);
    expect(text).toContain('cut off');
    expect(text).not.toContain('000');
  });
});

describe('what looks odd but can be read', () => {
  it.each([
    ['status=NI', { status: 'NI' }],
    ['&status=NI&', { status: 'NI' }],
    ['First%20Name=Test', { 'First Name': 'Test' }],
    ['data[color]=red', { 'data[color]': 'red' }],
    [
      'call_date=2025-10-09 15:56:40&agent=Test Agent',
      { call_date: '2025-10-09 15:56:40', agent: 'Test Agent' },
    ],
    ['status=NI&=lost', { status: 'NI' }],
    ['status=NI&flag', { status: 'NI', flag: '' }],
    ['Größe=5', { Größe: '5' }],
    ['{"lead":{"a":1}}', { lead: '{"a":1}' }],
  ])('%j', (body, received) => {
    const delivery = decodeDelivery(body, {}, '');
    expect(delivery.outcome === 'payload' && { ...delivery.received }).toEqual(received);
  });

  it('notes a Content-Type that is wrong', () => {
    expect(decodeDelivery('status=NI', JSON_TYPE, '')).toMatchObject({
      notes: [expect.stringContaining('JSON')],
    });
    expect(decodeDelivery('{"status":"NI"}', FORM, '')).toMatchObject({ shape: 'json-as-form-key' });
  });
});
