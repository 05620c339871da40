import { describe, expect, it } from '@jest/globals';
import { FIELDS, fieldsOf, findField } from '../../src/fields/index.js';

const NAMES = {
  lead: `id, remote_id, user_id, source_id, status, called_count, called_count_inbound, last_called, last_viewed,
    last_reached_at, final_reached_at, created_at, modified_at, locale_gmt, carrier_name, title,
    std_consumer_number, std_company_name, std_account_number, state, start_date, province, postal_code,
    phone_number, phone_code, owner_id, notes, monthly_revenue, list_id, last_name, last_modified_by, industry,
    gender, first_name, email, dba, date_of_birth, created_by, country, city, business_name, annual_revenue,
    alt_phone_2, alt_phone_1, address2, address1`,
  callLog: `call_log_id, lead_id, first_name, last_name, list_id, list_name, user_id, originating_agent_id,
    campaign_id, campaign_name, queue_id, queue_name, queue_seconds, queue_position, phone_number, status,
    length_in_sec, call_date, agent_comment, call_type, term_reason, recording, caller_id, inbound_number`,
  extra: `agent_full_name, agent_email, custom_field_1, custom_field_2, custom_field_3, custom_field_4,
    custom_field_5, custom_field_6, custom_field_7, custom_field_8, custom_field_9, custom_field_10`,
};

const split = (text: string): string[] => text.split(',').map((name) => name.trim());

describe('the field catalogue', () => {
  it.each([
    ['lead', 46],
    ['callLog', 24],
    ['extra', 12],
  ] as const)('holds the %s fields of Convoso, all %i', (section, count) => {
    const names = fieldsOf(section).map((field) => field.name);
    expect(names).toEqual(split(NAMES[section]));
    expect(names).toHaveLength(count);
  });

  it('lists every section once, in order, and no custom fields', () => {
    expect(FIELDS).toHaveLength(82);
    expect(FIELDS).toEqual([...fieldsOf('lead'), ...fieldsOf('callLog'), ...fieldsOf('extra')]);
    expect(fieldsOf('custom')).toEqual([]);
  });

  it('finds a field by section and name, as the same name means different things', () => {
    expect(findField('callLog', 'status')?.label).toBe('Status (Disposition)');
    expect(findField('lead', 'status')?.label).toBe('Status');
    expect(findField('lead', 'length_in_sec')).toBeUndefined();
    expect(findField('custom', 'status')).toBeUndefined();
    expect(findField('lead', 'constructor')).toBeUndefined();
  });

  it.each([
    ['lead', 'alt_phone_1', 'Cell Phone'],
    ['lead', 'alt_phone_2', 'Work Phone'],
    ['lead', 'owner_id', 'Lead Owner'],
    ['lead', 'phone_code', 'Country Code'],
    ['lead', 'locale_gmt', 'Locale gmt'],
    ['callLog', 'length_in_sec', 'Talk Time'],
    ['callLog', 'caller_id', 'Caller ID Displayed'],
  ] as const)('calls %s.%s "%s", as the screens do', (section, name, label) => {
    expect(findField(section, name)?.label).toBe(label);
  });

  it('marks what Convoso fills itself: 17 lead fields, every call log field, no extra field', () => {
    const managed = (section: 'lead' | 'callLog' | 'extra'): string[] =>
      fieldsOf(section)
        .filter((field) => field.systemManaged)
        .map((field) => field.name);
    expect(managed('lead')).toHaveLength(17);
    expect(managed('lead')).toContain('created_by');
    expect(managed('lead')).not.toContain('owner_id');
    expect(managed('callLog')).toHaveLength(24);
    expect(managed('extra')).toEqual([]);
  });

  it('knows dates, phones and numbers apart from ids', () => {
    expect(findField('callLog', 'call_date')?.type).toBe('datetime');
    expect(findField('lead', 'date_of_birth')?.type).toBe('date');
    expect(findField('lead', 'alt_phone_2')?.type).toBe('phone');
    expect(findField('callLog', 'queue_seconds')?.type).toBe('number');
    expect(findField('lead', 'id')?.type).toBe('text');
  });
});
