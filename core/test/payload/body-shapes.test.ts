import { describe, expect, it } from '@jest/globals';
import { decodeDelivery as decodeAll } from '../../src/payload/decode-delivery.js';
import { decodeFirst as decodeDelivery } from './decode-first.js';
import { nameFields } from '../../src/payload/name-fields.js';
import { BODIES, RECORD } from './bodies.js';

const CONTENT_TYPES = [
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-8',
  'text/plain',
  undefined,
];

describe.each(BODIES)('a delivery as %s', (_, shape, body) => {
  it.each(CONTENT_TYPES)('is read in full, whatever the Content-Type says (%s)', (type) => {
    const delivery = decodeDelivery(body, { 'content-type': type }, '');
    expect(delivery.outcome === 'payload' && { ...delivery.received }).toEqual(RECORD);
  });

  it('says which shape it had', () => {
    expect(decodeDelivery(body, {}, '')).toMatchObject({ outcome: 'payload', shape });
  });

  it('may have a byte order mark and blanks around it', () => {
    const delivery = decodeDelivery(`\uFEFF \r\n${body}\r\n`, {}, '');
    expect(delivery.outcome === 'payload' && { ...delivery.received }).toEqual(RECORD);
  });
});

it('gives one and the same snapshot in every shape', () => {
  const snapshots = BODIES.map(([, , body]) => {
    const delivery = decodeDelivery(body, {}, '');
    return delivery.outcome === 'payload' ? nameFields(delivery.received, {}).snapshot : null;
  });
  expect(snapshots[0]).not.toBeNull();
  for (const snapshot of snapshots) expect(snapshot).toEqual(snapshots[0]);
});

describe('JSON text sent as a form field', () => {
  const note = (body: string): unknown => {
    const delivery = decodeDelivery(body, {}, '');
    return delivery.outcome === 'payload' ? { shape: delivery.shape, ...delivery.received } : delivery;
  };

  it('keeps its own plus and percent signs when it was not encoded', () => {
    expect(note('{"note":"1+1 = 50%25 & more"}=')).toEqual({
      shape: 'json-as-form-key',
      note: '1+1 = 50%25 & more',
    });
  });

  it('reads plus signs as blanks when it was encoded', () => {
    expect(note('%7B%22note%22%3A%22Test+Lead+%2B1%22%7D=')).toEqual({
      shape: 'json-as-form-key',
      note: 'Test Lead +1',
    });
  });

  it('may have only its quotes encoded, and bare & and = inside', () => {
    expect(note('{%22note%22:%22a=b&c%22}')).toEqual({ shape: 'json-as-form-key', note: 'a=b&c' });
  });

  it('may have other fields beside it', () => {
    expect(note('%7B%22status%22%3A%22NI%22%7D=&source=web&status=X')).toEqual({
      shape: 'json-as-form-key',
      status: 'NI',
      source: 'web',
    });
  });
});

describe('an envelope called params', () => {
  const received = (body: string): unknown => {
    const delivery = decodeDelivery(body, {}, '');
    return delivery.outcome === 'payload' ? { ...delivery.received } : delivery;
  };

  it('is opened, and fields beside it fill in what it lacks', () => {
    expect(received('source=web&params=status%3DNI%26source%3Dform')).toEqual({
      status: 'NI',
      source: 'form',
    });
    expect(received('{"source":"web","params":{"status":"NI"}}')).toEqual({ status: 'NI', source: 'web' });
  });

  it('is an ordinary field when it holds no record', () => {
    expect(received('params=hello&status=NI')).toEqual({ params: 'hello', status: 'NI' });
    expect(received('{"params":5,"status":"NI"}')).toEqual({ params: '5', status: 'NI' });
    expect(received('{"params":["a","b"],"status":"NI"}')).toEqual({ params: ['a', 'b'], status: 'NI' });
  });

  it('makes a delivery unreadable when its JSON is cut off', () => {
    expect(received('params=%7B%22status%22%3A%22N')).toMatchObject({
      outcome: 'unreadable',
      tried: [expect.any(String), expect.stringContaining('params')],
    });
  });
});

it('A9: reads every record of a list, and says which each of them is', () => {
  expect(decodeAll('[{"status":"NI"},{"status":"SALE"}]', {}, '')).toMatchObject({
    shape: 'list',
    records: [
      { received: { status: 'NI' }, notes: [{ code: 'ONE_OF_SEVERAL' }] },
      { received: { status: 'SALE' }, notes: [{ code: 'ONE_OF_SEVERAL' }] },
    ],
  });
});
