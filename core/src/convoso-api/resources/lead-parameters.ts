import { each } from '../parameter.js';

export const PHONE_CODE = { type: 'phone', min: 1, max: 4 } as const;

/** A number as Convoso keeps it, without the country code, which has a field of its own (domain-facts A.8). */
export const NATIONAL_PHONE = { type: 'phone', national: true } as const;

/** Texts about a lead by which leads can be searched, too. */
export const SEARCHED_TEXTS = [
  'created_by',
  'last_modified_by',
  'first_name',
  'last_name',
  'address1',
  'address2',
  'city',
  'state',
  'province',
  'postal_code',
  'country',
  'gender',
  'date_of_birth',
] as const;

/** Texts about a lead that can only be written. */
export const WRITTEN_TEXTS = [
  'notes',
  'title',
  'business_name',
  'dba',
  'industry',
  'monthly_revenue',
  'annual_revenue',
  'start_date',
  'std_company_name',
  'std_consumer_number',
  'std_account_number',
] as const;

/** Who a lead is and where. */
export const PERSON = {
  phone_number: NATIONAL_PHONE,
  status: 'status',
  user_id: 'id',
  owner_id: 'text',
  email: 'email',
  alt_phone_1: NATIONAL_PHONE,
  alt_phone_2: NATIONAL_PHONE,
  ...each('text', SEARCHED_TEXTS),
} as const;

/** The fields of a lead that can be written. */
export const LEAD_VALUES = {
  ...PERSON,
  phone_code: PHONE_CODE,
  ...each('text', WRITTEN_TEXTS),
  custom: 'fields',
} as const;
