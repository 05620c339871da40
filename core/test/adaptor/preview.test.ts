import { describe, expect, it } from '@jest/globals';
import { compileAdaptor, mapAdaptor, previewAdaptor, type PreviewOptions } from '../../src/adaptor/index.js';
import { adaptorSchema } from '../../src/config/index.js';
import { nameFields } from '../../src/payload/index.js';

const OPTIONS: PreviewOptions = {
  delimiter: '',
  numbersAsNumbers: false,
  timeZone: 'America/Los_Angeles',
  now: Date.UTC(2026, 10, 20),
  statuses: [],
};

const CALL = { call_log_id: '14683239', lead_id: '1364887', status: 'NI', call_date: 'yesterday' };

function preview(
  rows: Record<string, unknown>[],
  received: Record<string, string> = CALL,
  more: Partial<PreviewOptions> = {},
) {
  const adaptor = { ...adaptorSchema.parse({ id: 'a', fields: rows }), name: 'a' };
  const { snapshot } = nameFields(received, {});
  const options = { ...OPTIONS, ...more };
  const sent = mapAdaptor(compileAdaptor(adaptor), snapshot, options).fields;
  return { ...previewAdaptor(adaptor, snapshot, options), sent };
}

const row = (field: string, mappedTo = field) => {
  const [section, name] = field.split('.');
  return { section, field: name, mappedTo };
};

describe('the preview of an adaptor', () => {
  it('shows exactly what would be sent', () => {
    const { fields, sent } = preview([row('callLog.status'), row('extra.disposition_name')]);
    expect(fields).toEqual(sent);
    expect({ ...fields }).toEqual({ 'callLog.status': 'NI', 'extra.disposition_name': 'Not Interested' });
  });

  it('has nothing to say of an adaptor that is right', () => {
    expect(preview([row('callLog.status'), row('lead.id'), row('callLog.lead_id')]).warnings).toEqual([]);
  });

  it.each([
    [
      'a date that cannot be read',
      [{ ...row('callLog.call_date'), dateFormat: 'Y-m-d' }],
      'UNPARSEABLE_DATE',
      '"yesterday"',
    ],
    ['a field that Convoso does not have', [row('lead.emial')], 'UNKNOWN_FIELD', 'emial'],
    ['a field that did not come this time', [row('lead.email')], 'NOT_DELIVERED', 'lead.email'],
    [
      'two rows on one name',
      [row('lead.id', 'x'), row('callLog.status', 'x')],
      'SHARED_DESTINATION',
      'callLog.status',
    ],
    [
      'more custom fields than Convoso has numbers for',
      Array.from({ length: 41 }, (_, index) => row(`custom.own_${index}`)),
      'CUSTOM_FIELD_POOL',
      '41 custom fields',
    ],
  ])('warns of %s', (_what, rows, code, text) => {
    const found = preview(rows).warnings.filter((warning) => warning.code === code);
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain(text);
    expect(found[0]?.remedy).not.toBe('');
  });

  it('warns of call fields on an occurrence without a call', () => {
    const { warnings } = preview([row('callLog.length_in_sec')], { lead_id: '1364887' });
    expect(warnings).toMatchObject([{ code: 'NO_CALL', field: 'callLog.length_in_sec' }]);
  });

  it('tells a field that never came from one that did not come this time', () => {
    const everDelivered = new Set(['lead.email']);
    const { warnings } = preview([row('lead.email'), row('lead.city')], CALL, { everDelivered });
    expect(warnings).toMatchObject([
      { code: 'NOT_DELIVERED', field: 'lead.email' },
      { code: 'NEVER_DELIVERED', field: 'lead.city' },
    ]);
  });

  it('passes over rows that are not sent', () => {
    expect(preview([{ section: 'lead', field: 'emial', mappedTo: ' ' }]).warnings).toEqual([]);
  });
});
