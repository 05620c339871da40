/** What several endpoints mean by the same code (domain-facts A.7). */
export const PAGING_ERRORS = {
  7230: 'the limit is not valid',
  7231: 'the offset is not valid',
  7258: 'the limit is not valid',
} as const;

export const NO_SUCH_LEAD = 'there is no such lead';
export const NO_SUCH_LIST = 'there is no such list';
export const NO_SUCH_USER = 'there is no such user';
export const NO_SUCH_CAMPAIGN = 'there is no such campaign';
export const NUMBER_NOT_VALID = 'the phone number is not valid';
export const NUMBER_EXISTS = 'the phone number exists already';
export const FIELDS_MISSING = 'required fields are missing';
