import { SETTING_WORDS } from './setting-words.js';

export interface StatusAdvice {
  /** As it reads after "the answer was 503, ". */
  readonly says: string;
  /** What a person can do who set the endpoint up, in one sentence. */
  readonly remedy: string;
}

const BY_ITS_WORDS = 'Correct what its words name.';

/** Where the answer has none. */
const WITHOUT_WORDS = 'Compare what is sent with what the documentation of the system asks for.';

const MOVED: StatusAdvice = {
  says: 'which says that the system has moved and processed nothing',
  remedy: 'Put the address it leads to into the API URL.',
};

/** Systems that have done their work send the caller on to a page; so do those that want it to sign in. */
const SEE_OTHER: StatusAdvice = {
  says: 'with which a system sends on whom it has served, and whom it wants to sign in',
  remedy: `The request was probably processed: if this system answers so when all is well, ${SETTING_WORDS.takeRedirect}, else correct the API URL.`,
};

/**
 * The one table of what statuses say that mean no success (RFC 9110), and what to do about them: by status, else by
 * its hundred. Reasons and checks of every wrapper quote it.
 */
const ADVICE: Readonly<Record<string, StatusAdvice>> = {
  301: MOVED,
  302: SEE_OTHER,
  303: SEE_OTHER,
  307: MOVED,
  308: MOVED,
  '3xx': {
    says: 'which says nothing of whether the request was processed',
    remedy: 'Compare the whole API URL with its documentation.',
  },
  400: { says: 'which says that the data was not accepted', remedy: BY_ITS_WORDS },
  401: {
    says: 'which says that the credentials are missing or not accepted',
    remedy: 'Renew the key or token, and check that it stands where the system expects it.',
  },
  402: {
    says: 'which says that something has to be paid first',
    remedy: 'Look at the account at that system.',
  },
  403: {
    says: 'which says that the caller may not do this',
    remedy: 'Check that the credentials have the right that this call needs.',
  },
  404: {
    says: 'which says that there is nothing at this path',
    remedy: 'Compare the whole API URL with its documentation.',
  },
  405: {
    says: 'which says that the path does not take this Request Method',
    remedy: 'Compare the Request Method, and the whole API URL, with its documentation.',
  },
  406: {
    says: 'which says that it does not answer in the type asked for',
    remedy: 'Set Accept in the Authorization Header to a type that it has.',
  },
  407: {
    says: 'which says that a proxy on the way wants credentials of its own',
    remedy: 'Have those who run the proxy let this call through.',
  },
  408: { says: 'which says that the request came too slowly', remedy: 'Send it again.' },
  409: {
    says: 'which says that it conflicts with what is there, such as a record that exists already',
    remedy: `Update the record instead, or ${SETTING_WORDS.takeConflict}.`,
  },
  410: {
    says: 'which says that what was there is gone',
    remedy: 'Compare the whole API URL with its documentation.',
  },
  413: { says: 'which says that the request is too large', remedy: 'Map fewer or shorter fields.' },
  414: {
    says: 'which says that the address is too long',
    remedy: 'Map fewer or shorter fields, or use POST.',
  },
  415: {
    says: 'which says that it does not take this content type',
    remedy: 'Change Post Data Type, or set Content-type in the Authorization Header.',
  },
  422: { says: 'which says that a value is not acceptable', remedy: BY_ITS_WORDS },
  429: {
    says: 'which says that there were too many requests',
    remedy: 'Nothing was processed: send less at once, or again later.',
  },
  500: {
    says: 'an error of the system itself',
    remedy: 'Look into its own log; whether it processed the request, this answer does not say.',
  },
  502: {
    says: 'which says that a proxy got no proper answer from the system behind it',
    remedy: 'Check whether the system runs; it may have processed the request.',
  },
  503: {
    says: 'which says that the system takes nothing now',
    remedy: 'Nothing was processed: wait until it is back, or look at its status page.',
  },
  504: {
    says: 'which says that a proxy waited too long for the system behind it',
    remedy: 'Check whether the system processed the request before sending it again.',
  },
  431: { says: 'which says that the headers are too large', remedy: 'Send fewer or shorter headers.' },
  '4xx': { says: 'which says that the request was not accepted', remedy: BY_ITS_WORDS },
  '5xx': {
    says: 'which says that the system or a proxy before it failed',
    remedy: 'Look into its own log or status page.',
  },
};

const NO_STATUS: StatusAdvice = {
  says: 'which is no status of HTTP; some systems turn programs away with such a number',
  remedy: 'Compare the whole API URL with its documentation.',
};

/** Statuses with which systems turn down data. */
export const DATA_REFUSED: ReadonlySet<number> = new Set([400, 409, 412, 422]);

/** What a status from 300 up says, and what to do about it; null for any other. */
export function statusAdvice(status: number): StatusAdvice | null {
  if (status >= 600) return NO_STATUS;
  return ADVICE[String(status)] ?? ADVICE[`${String(Math.floor(status / 100))}xx`] ?? null;
}

/** The remedy of an advice, to an answer with these words or without any. */
export function remedyFor({ remedy }: StatusAdvice, words: string | null): string {
  return words === null && remedy === BY_ITS_WORDS ? WITHOUT_WORDS : remedy;
}
