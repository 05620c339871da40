import { describe, expect, it } from '@jest/globals';
import { compileAdaptor, mapAdaptor } from '../../src/adaptor/index.js';
import { adaptorSchema, type Status } from '../../src/config/index.js';
import { nameFields } from '../../src/payload/index.js';

const SALE: Status = {
  status: 'SALE',
  name: 'Solar Sale',
  final: true,
  reached: true,
  success: true,
  dnc: false,
  callback: false,
  contact: true,
  voicemail: false,
};

function send(received: Record<string, string>, rows: Record<string, unknown>[], statuses: Status[] = []) {
  const adaptor = { ...adaptorSchema.parse({ id: 'a', fields: rows }), name: 'a' };
  const options = {
    delimiter: '',
    numbersAsNumbers: false,
    timeZone: 'America/Los_Angeles',
    now: 0,
    statuses,
  };
  return mapAdaptor(compileAdaptor(adaptor), nameFields(received, {}).snapshot, options);
}

const decodedRow = (field: string, more = {}) => ({ section: 'extra', field, mappedTo: 'x', ...more });

describe('a row that maps what the status code means', () => {
  it.each([
    ['disposition_name', 'Not Interested'],
    ['disposition_group', 'connected'],
    ['disposition_reached', 'Y'],
    ['disposition_zoho', 'Not interested'],
  ])('%s sends %s for NI', (field, value) => {
    const { fields } = send({ call_log_id: '1', status: 'NI' }, [decodedRow(field)]);
    expect(fields['x']).toBe(value);
  });

  it("goes by the account's own table", () => {
    expect(send({ status: 'sale' }, [decodedRow('disposition_name')], [SALE]).fields['x']).toBe('Solar Sale');
  });

  it('says that nothing was delivered where no status was, and takes its default', () => {
    const { fields, notes } = send({ lead_id: '1' }, [
      decodedRow('disposition_name', { defaultValue: 'none' }),
    ]);
    expect(fields['x']).toBe('none');
    expect(notes).toMatchObject([{ note: 'default-used' }]);
    expect(send({ lead_id: '1' }, [decodedRow('disposition_name')]).notes).toMatchObject([
      { note: 'not-delivered' },
    ]);
  });
});

describe('two rows on one destination', () => {
  it('send what was delivered, even where the later section has a default', () => {
    const rows = [
      { section: 'lead', field: 'email', mappedTo: 'mail' },
      { section: 'extra', field: 'agent_email', mappedTo: 'mail', defaultValue: 'none@example.test' },
    ];
    expect(send({ email: 'lead@example.test' }, rows).fields['mail']).toBe('lead@example.test');
    expect(send({ agent_email: 'agent@example.test', email: 'lead@example.test' }, rows).fields['mail']).toBe(
      'agent@example.test',
    );
    expect(send({ lead_id: '1' }, rows).fields['mail']).toBe('none@example.test');
  });
});
