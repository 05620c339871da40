import { paging } from '../parameter.js';
import { NATIONAL_PHONE, PHONE_CODE } from './lead-parameters.js';
import * as meaning from './meanings.js';

/** What the DNC list and the SMS opt-outs share (domain-facts A.5, A.7). */
export const ENTRY = {
  id: ['id campaign_id'],
  text: ['phone_number phone_code reason purpose campaign_uid campaign_name campaign_type'],
  time: ['insert_date'],
  also: { reason: 'Reason', purpose: 'Purpose' },
} as const;

export const ENTRY_KEY = { id: ['id'] } as const;

/** A number is one entry for each campaign; 0 stands for all of them. */
export const NUMBER = { phone_number: NATIONAL_PHONE, phone_code: PHONE_CODE, campaign_id: 'id' } as const;
export const NUMBER_REQUIRED = ['phone_number', 'phone_code', 'campaign_id'] as const;

/** Both texts, because accounts have words of their own. */
const WORDS = { reason: 'text', purpose: 'text' } as const;

export const INSERT = { ...NUMBER, ...WORDS } as const;
export const CHANGES = { id: 'id', ...INSERT } as const;
export const FILTERS = {
  ...CHANGES,
  insert_date: 'dayOrTime',
  ...paging({ default: 1_000, max: 1_000, maxOffset: 100_000 }),
} as const;

export const ID_ERROR = { 6056: 'the ID is missing or not valid' } as const;
const COMMON_ERRORS = {
  6026: 'the country code is missing or not valid',
  6057: 'the purpose is not valid',
  6058: 'the reason is not valid',
} as const;

export const INSERT_ERRORS = {
  ...COMMON_ERRORS,
  6006: 'the campaign ID is not valid',
  6007: meaning.NUMBER_NOT_VALID,
  6008: meaning.NUMBER_EXISTS,
} as const;

export const UPDATE_ERRORS = {
  ...COMMON_ERRORS,
  ...ID_ERROR,
  6004: meaning.NO_SUCH_CAMPAIGN,
  6008: meaning.NUMBER_NOT_VALID,
  6059: 'this phone number, campaign and country code exist already together',
} as const;

export const SEARCH_ERRORS = {
  ...meaning.PAGING_ERRORS,
  ...COMMON_ERRORS,
  6006: 'the campaign ID is not valid',
  6008: meaning.NUMBER_EXISTS,
} as const;
