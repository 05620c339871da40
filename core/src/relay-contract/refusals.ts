import type { Refused } from './route.js';

/** Of what stores a secret, or a digest that is made with the same key: the key file is not as it was. */
export const SEAL_KEY_CODES = [
  'BAD_SECRETS_KEY',
  'SEAL_KEY_ALTERED',
  'SEAL_KEY_MISSING',
  'SEAL_KEY_UNREADABLE',
] as const;

/** What every operation may answer instead, whatever it is. */
export const COMMON_REFUSALS: readonly Refused[] = [
  { status: 400, codes: ['BAD_REQUEST', 'BODY_NOT_TAKEN', 'UNKNOWN_FILTER', 'UNKNOWN_VALUE'] },
  { status: 401, codes: ['API_KEY_NEEDED', 'KEY_EXPIRED'] },
  { status: 403, codes: ['CSRF_TOKEN_NEEDED', 'FOREIGN_PAGE', 'KEY_ITSELF_NEEDED', 'SCOPE_NEEDED'] },
  { status: 413, codes: ['BODY_TOO_LARGE'] },
  { status: 415, codes: ['BODY_ENCODING_UNKNOWN'] },
  { status: 429, codes: ['TOO_MANY_REQUESTS'] },
  { status: 500, codes: ['UNEXPECTED'] },
  {
    status: 503,
    codes: [
      'READER_FAILED',
      'READ_TOO_LONG',
      'STARTING',
      'STORE_BUSY',
      'STORE_CLOSED',
      'STORE_DAMAGED',
      'STORE_FULL',
      'STORE_OUT_OF_MEMORY',
      'STORE_READ_ONLY',
      'STORE_UNREACHABLE',
    ],
  },
];
