import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { leadKeyOf } from '../../src/occurrence/index.js';
import { MOST_NAMES, decodeDelivery, decodeParsed } from '../../src/payload/decode-delivery.js';
import { nameFields } from '../../src/payload/name-fields.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

function read(body: string | Uint8Array, headers = {}, query = '') {
  const decoded = decodeDelivery(body, headers, query);
  if (decoded.outcome !== 'payload') throw new Error(JSON.stringify(decoded));
  return decoded.records.map(({ received, notes }) => {
    const named = nameFields(received, {});
    return { ...named, notes: [...notes, ...named.notes] };
  });
}

const codesOf = (body: string | Uint8Array, headers = {}) =>
  read(body, headers).map(({ notes }) => notes.map(({ code }) => code));

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('A4: characters', () => {
  it.each<[string, string | Uint8Array, string, string[]]>([
    ['escaped in a declared charset', 'first_name=Jos%E9', 'charset=ISO-8859-1', []],
    ['bytes of a declared charset', latin1('first_name=Jos\u00e9'), 'charset="iso-8859-1"', []],
    ['escaped without a charset', 'first_name=Jos%E9', '', ['CHARSET_GUESSED']],
    ['bytes without a charset', latin1('first_name=Jos\u00e9'), '', ['CHARSET_GUESSED']],
    ['UTF-8', 'first_name=Jos%C3%A9', '', []],
    ['UTF-8 bytes', new Uint8Array(Buffer.from('first_name=José')), 'charset=utf-8', []],
    ['in a charset nobody knows', 'first_name=Jos%C3%A9', 'charset=x-made-up', ['CHARSET_UNKNOWN']],
    ['in UTF-16 with its mark', new Uint8Array(Buffer.from('\uFEFFfirst_name=José', 'utf16le')), '', []],
    ['JSON in Latin-1', latin1('{"first_name":"Jos\u00e9"}'), 'charset=latin1', []],
    ['beside a stray percent sign', 'first_name=Jos%E9&notes=50%', '', ['CHARSET_GUESSED']],
  ])('%s', (_, body, charset, codes) => {
    const [record] = read(body, { 'content-type': `text/plain; ${charset}` });
    expect(record?.snapshot.lead['first_name']).toBe('José');
    expect(record?.notes.map(({ code }) => code)).toEqual(codes);
  });

  it('A16: of any bytes make well-formed text', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom('', 'charset=shift_jis', 'charset=utf-16'),
        (bytes, charset) => {
          const body = new Uint8Array([...latin1('a='), ...bytes]);
          const decoded = decodeDelivery(
            body,
            { 'content-type': charset === '' ? '' : `text/plain; ${charset}` },
            '',
          );
          expect(JSON.stringify(decoded)).not.toMatch(/\\ud[89a-f]/i);
        },
      ),
    );
  });

  it('A16: halves of characters are told and replaced', () => {
    const [record] = read('{"lead_id":"2\\ud800"}');
    expect(record?.snapshot.lead['id']).toBe('2\uFFFD');
    expect(record?.notes).toMatchObject([{ code: 'BROKEN_CHARACTERS' }]);
  });
});

describe('A7: a name that comes several times', () => {
  it('is one value where all are equal', () => {
    const [record] = read('lead_id=24&lead_id=24&status=NI&status=NI', FORM);
    expect(record).toMatchObject({ snapshot: { lead: { id: '24' }, callLog: {} }, notes: [] });
    expect(record?.snapshot.lead['status']).toBe('NI');
  });

  it.each([
    ['lead_id=24&lead_id=25', 'id', '24'],
    ['lead_id=&lead_id=24', 'id', '24'],
    ['lead_id=undefined&lead_id=24', 'id', '24'],
    ['phone_number=7735550168&phone_number=7735550169', 'phone_number', '7735550168'],
    ['status[]=NI&status[]=SALE', 'status', 'NI'],
    ['{"status":["NI","SALE"]}', 'status', 'NI'],
  ])('%s counts with the first value, and says so', (body, field, value) => {
    const [record] = read(body);
    expect(record?.snapshot.lead[field]).toBe(value);
    expect(record?.notes.map(({ code }) => code)).toContain('SEVERAL_VALUES');
  });

  it('keeps all of a text, which an adaptor may join', () => {
    expect(read('notes=a&notes=b')[0]?.snapshot.lead['notes']).toEqual(['a', 'b']);
  });
});

describe('A1: a placeholder', () => {
  it('A1: is no value in any field, and is told', () => {
    const [record] = read(
      'lead_id=undefined&phone_number=%2B266696687&first_name=undefined&last_name=%7B%7Blead.last%7D%7D&city=None',
    );
    expect(record?.snapshot.lead).toMatchObject({ id: '', first_name: '', last_name: '', city: 'None' });
    expect(record?.notes.map(({ code, name }) => `${code} ${name ?? ''}`)).toEqual([
      'PLACEHOLDER lead_id',
      'PLACEHOLDER first_name',
      'PLACEHOLDER last_name',
    ]);
    expect(record === undefined ? '' : leadKeyOf(record.snapshot)).toBeNull();
  });

  it('never makes a lead key', () => {
    const nothing = fc.constantFrom(
      'undefined',
      'N/A',
      'None',
      'NaN',
      '%lead_id%',
      '{{lead.id}}',
      '{id}',
      '-',
      'null',
      '0',
      '(null)',
      '"undefined"',
      'undefined,undefined',
      '{!Lead.Id}',
      '{$lead_id}',
      '[lead:id]',
      '~Contact.Id~',
      '||lead_id||',
      '&lt;lead_id&gt;',
      '%7B%7B1.lead_id%7D%7D',
      '%(lead_id)s',
      '{0}',
      'lead_id',
      'Lead ID',
      '{{1.lead_id',
      '{{1.id}}{{2.id}}',
      'not found',
      '-1',
      '\u200bundefined',
      '{"id":24}',
    );
    fc.assert(
      fc.property(nothing, nothing, fc.constantFrom('', ' '), (id, phone, blank) => {
        const { snapshot } = nameFields({ lead_id: blank + id, phone_number: phone + blank, phone }, {});
        expect(leadKeyOf(snapshot)).toBeNull();
      }),
    );
  });
});

describe('A5: names for codes', () => {
  it.each(['Not Interested', 'NOT_INTERESTED', 'not interested', ' Not-Interested '])(
    '%j is NI',
    (status) => {
      const { snapshot, notes } = nameFields({ call_id: 'c2', disposition: status }, {});
      expect([snapshot.callLog['status'], notes[0]?.code]).toEqual(['NI', 'NAME_FOR_CODE']);
    },
  );

  it('is read by the table of the account first', () => {
    const flags = {
      final: true,
      reached: true,
      success: false,
      dnc: false,
      callback: false,
      contact: true,
      voicemail: false,
    };
    const own = [
      { status: 'NIX', name: 'Not Interested', ...flags },
      { status: 'A1', name: 'Twice', ...flags },
      { status: 'A2', name: 'twice', ...flags },
    ];
    const statusOf = (status: string) => nameFields({ call_log_id: '1', status }, {}, own);
    expect(statusOf('not interested').snapshot.callLog['status']).toBe('NIX');
    expect(statusOf('NI').snapshot.callLog['status']).toBe('NI');
    expect(statusOf('TWICE?').snapshot.callLog['status']).toBe('TWICE?');
    expect(statusOf('TWICE?').notes[0]?.code).toBe('SEVERAL_CODES');
    expect(statusOf('Something else').snapshot.callLog['status']).toBe('Something else');
  });

  it('tells the type of a call by its direction', () => {
    expect(nameFields({ call_id: '1', direction: 'outbound' }, {}).snapshot.callLog['call_type']).toBe(
      'outbound',
    );
    expect(nameFields({ call_id: '1', direction: 'incoming' }, {}).snapshot.callLog['call_type']).toBe(
      'INBOUND',
    );
  });
});

describe('A11: plus signs that were not escaped', () => {
  it('A11: are put back where only a plus can have been', () => {
    const [record] = read('phone_number=+12025550113&email=jane+crm@example.test&first_name=Jane+Ann', FORM);
    expect(record?.snapshot.lead).toMatchObject({
      phone_number: '+12025550113',
      email: 'jane+crm@example.test',
      first_name: 'Jane Ann',
    });
    expect(codesOf('phone_number=+12025550113&email=jane+crm@example.test')).toEqual([
      ['PLUS_RESTORED', 'PLUS_RESTORED'],
    ]);
  });
});

describe('A14: what stands around the fields', () => {
  it.each([
    ['data[status]=NI&data[call_log_id]=1', 'UNWRAPPED'],
    ['call.status=NI&call.id=1', 'UNWRAPPED'],
    ['call_log_id=1&amp;status=NI', 'ESCAPED_AMPERSAND'],
    ['{"data":{"status":"NI","call_log_id":"1"}}', 'UNWRAPPED'],
    ['{"event":"x","payload":{"call":{"id":1,"status":"NI"}}}', 'UNWRAPPED'],
    ['data=%7B%22status%22%3A%22NI%22%2C%22call_log_id%22%3A1%7D', 'UNWRAPPED'],
    [
      '{"headers":{"host":"x"},"params":{},"query":{"call_log_id":"1"},"body":{"status":"NI"}}',
      'ENVELOPE_LEFT_OUT',
    ],
    ['{"headers":{},"query":{},"body":"status=NI&call_log_id=1"}', 'ENVELOPE_LEFT_OUT'],
  ])('%s is read', (body, code) => {
    const [record] = read(body);
    expect(record?.snapshot.callLog).toMatchObject({ status: 'NI', call_log_id: '1' });
    expect(record?.notes.map((each) => each.code)).toContain(code);
  });

  it('tells what an unknown name resembles and where to map it', () => {
    const [record] = read('call_log_id=1&dispo=NI');
    expect(record?.notes).toMatchObject([{ code: 'UNKNOWN_NAME', name: 'dispo' }]);
    expect(record?.notes[0]?.message).toContain('"dispo": "callLog.status"');
  });

  it('names what came where no name is understood', () => {
    expect(read('foo=1&bar=2')[0]?.notes).toMatchObject([
      { code: 'NO_KNOWN_NAME', message: expect.stringContaining('"foo", "bar"') },
    ]);
  });

  it('says nothing of fields of one’s own', () => {
    expect(codesOf('call_log_id=1&favourite_color=red')).toEqual([[]]);
  });
});

describe('A9: several records in one body', () => {
  it.each([
    ['a list', '[{"call_log_id":"1"},{"call_log_id":"2"}]'],
    ['a list in data', '{"data":[{"call_log_id":"1"},{"call_log_id":"2"}]}'],
    ['a list in params', '{"params":[{"call_log_id":"1"},{"call_log_id":"2"}]}'],
    ['lines', '{"call_log_id":"1"}\n{"call_log_id":"2"}\n'],
    ['a list with what is no record', '[5,{"call_log_id":"1"},"x",{"call_log_id":"2"}]'],
  ])('are all read: %s', (_, body) => {
    expect(read(body).map(({ snapshot }) => snapshot.callLog['call_log_id'])).toEqual(['1', '2']);
  });

  it('are kept whole where they are too many', () => {
    const many = JSON.stringify(Array.from({ length: 501 }, (_, index) => ({ call_log_id: String(index) })));
    expect(decodeDelivery(many, {}, '')).toMatchObject({ outcome: 'unreadable', code: 'TOO_MANY_RECORDS' });
  });
});

describe('names', () => {
  const named = (count: number) =>
    JSON.stringify({
      status: 'NI',
      ...Object.fromEntries(Array.from({ length: count - 1 }, (_, at) => [`own_field_${at}`, 'undefined'])),
    });

  it('are turned away where no account has as many, rather than cut', () => {
    const tooMany = decodeDelivery(named(MOST_NAMES + 1), {}, '');
    expect(tooMany).toMatchObject({ outcome: 'unreadable', code: 'TOO_MANY_NAMES' });
    expect(decodeDelivery(named(MOST_NAMES), {}, '').outcome).toBe('payload');
    expect(decodeParsed(JSON.parse(named(MOST_NAMES + 1)) as object, '')).toEqual(tooMany);
  });

  it('are told of once each, however many there are', () => {
    const [{ notes } = { notes: [] }] = read(named(MOST_NAMES));
    const told = notes.map(({ code, name }) => `${code} ${name ?? ''}`);
    expect(new Set(told).size).toBe(told.length);
    expect(told.filter((each) => each.startsWith('PLACEHOLDER '))).toHaveLength(MOST_NAMES - 1);
  });
});

describe('other fields', () => {
  it('A18: custom fields beyond the tenth are fields as the others', () => {
    expect(nameFields({ custom_field_11: 'x' }, {}).snapshot.extra['custom_field_11']).toBe('x');
  });

  it('A6: a clock becomes seconds, and what is none is told', () => {
    expect(nameFields({ call_id: '1', call_duration: '00:02:28' }, {})).toMatchObject({
      snapshot: { callLog: { length_in_sec: '148' } },
      notes: [{ code: 'DURATION_READ' }],
    });
    expect(nameFields({ call_id: '1', call_duration: 'long' }, {}).notes).toMatchObject([
      { code: 'NOT_SECONDS' },
    ]);
  });

  it('a length of time of a million commas is told at once, which once held up the relay for minutes', () => {
    const { snapshot, notes } = nameFields({ call_id: '1', call_duration: ','.repeat(1_000_000) }, {});
    expect(notes).toMatchObject([{ code: 'NOT_SECONDS' }]);
    expect(snapshot.callLog['length_in_sec']).toHaveLength(1_000_000);
  });

  it('A2: a date that cannot be told for certain says so', () => {
    expect(nameFields({ call_date: '05.04.26' }, {}).notes).toMatchObject([
      { code: 'DATE_NOT_READ', message: expect.stringContaining('System Default') },
    ]);
  });
});
