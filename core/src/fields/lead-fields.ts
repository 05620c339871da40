import { defineFields, type FieldDefinition, type FieldRow } from './definition.js';

/** In the order of domain-facts D.1. */
const ROWS = [
  ['id', 'Lead ID', 'text'],
  ['remote_id', 'Remote ID', 'text'],
  ['user_id', 'User ID', 'text'],
  ['source_id', 'Source ID', 'text'],
  ['status', 'Status', 'text'],
  ['called_count', 'Called Count', 'number'],
  ['called_count_inbound', 'Called Count Inbound', 'number'],
  ['last_called', 'Last Called', 'datetime'],
  ['last_viewed', 'Last Viewed', 'datetime'],
  ['last_reached_at', 'Last Reached At', 'datetime'],
  ['final_reached_at', 'Final Reached At', 'datetime'],
  ['created_at', 'Created At', 'datetime'],
  ['modified_at', 'Modified At', 'datetime'],
  ['locale_gmt', 'Locale gmt', 'text'],
  ['carrier_name', 'Carrier Name', 'text'],
  ['title', 'Title', 'text'],
  ['std_consumer_number', 'STD Consumer Number', 'text'],
  ['std_company_name', 'STD Company Name', 'text'],
  ['std_account_number', 'STD Account Number', 'text'],
  ['state', 'State', 'text'],
  ['start_date', 'Start Date', 'date'],
  ['province', 'Province', 'text'],
  ['postal_code', 'Postal Code', 'text'],
  ['phone_number', 'Phone Number', 'phone'],
  ['phone_code', 'Country Code', 'text'],
  ['owner_id', 'Lead Owner', 'text'],
  ['notes', 'Notes', 'text'],
  ['monthly_revenue', 'Monthly Revenue', 'number'],
  ['list_id', 'List ID', 'text'],
  ['last_name', 'Last Name', 'text'],
  ['last_modified_by', 'Last Modified By', 'text'],
  ['industry', 'Industry', 'text'],
  ['gender', 'Gender', 'text'],
  ['first_name', 'First Name', 'text'],
  ['email', 'Email', 'email'],
  ['dba', 'DBA', 'text'],
  ['date_of_birth', 'Date of Birth', 'date'],
  ['created_by', 'Created By', 'text'],
  ['country', 'Country', 'text'],
  ['city', 'City', 'text'],
  ['business_name', 'Business Name', 'text'],
  ['annual_revenue', 'Annual Revenue', 'number'],
  ['alt_phone_2', 'Work Phone', 'phone'],
  ['alt_phone_1', 'Cell Phone', 'phone'],
  ['address2', 'Address 2', 'text'],
  ['address1', 'Address 1', 'text'],
] as const satisfies readonly FieldRow[];

export type LeadFieldName = (typeof ROWS)[number][0];

/** Which rows Convoso greys is not published; this is the reading of domain-facts D.4. */
const MANAGED: ReadonlySet<string> = new Set<LeadFieldName>([
  'id',
  'remote_id',
  'user_id',
  'source_id',
  'status',
  'called_count',
  'called_count_inbound',
  'last_called',
  'last_viewed',
  'last_reached_at',
  'final_reached_at',
  'created_at',
  'modified_at',
  'locale_gmt',
  'carrier_name',
  'last_modified_by',
  'created_by',
]);

/** The 46 lead fields. */
export const LEAD_FIELDS: readonly FieldDefinition[] = defineFields('lead', ROWS, (name) =>
  MANAGED.has(name),
);
