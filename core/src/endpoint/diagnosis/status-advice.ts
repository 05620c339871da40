interface StatusAdvice {
  /** As it reads after "the answer was 503, ". */
  readonly says: string;
  readonly remedy: string;
}

/** What statuses say that mean no success, and what a person can do; by status, else by its hundred. */
const ADVICE: Readonly<Record<string, StatusAdvice>> = {
  400: { says: 'which says that the data was not accepted', remedy: 'Correct what its words name.' },
  402: {
    says: 'which says that something has to be paid first',
    remedy: 'Look at the account at that system.',
  },
  406: {
    says: 'which says that it does not answer in the type asked for',
    remedy: 'Set Accept in the Authorization Header to a type that it has.',
  },
  408: { says: 'which says that the request came too slowly', remedy: 'Send it again.' },
  409: {
    says: 'which says that it conflicts with what is there, such as a record that exists already',
    remedy: 'Update the record instead, or count 409 as a success with expect.status "2xx, 409".',
  },
  413: { says: 'which says that the request is too large', remedy: 'Map fewer or shorter fields.' },
  415: {
    says: 'which says that it does not take this content type',
    remedy: 'Change Post Data Type, or set Content-type in the Authorization Header.',
  },
  422: { says: 'which says that a value is not acceptable', remedy: 'Correct what its words name.' },
  429: {
    says: 'which says that there were too many requests',
    remedy: 'Nothing was processed; what retry is set to repeat is sent again later.',
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
    remedy: 'Nothing was processed; wait until it is back, or look at its status page.',
  },
  504: {
    says: 'which says that a proxy waited too long for the system behind it',
    remedy: 'Check whether the system processed the request before sending it again.',
  },
  '4xx': { says: 'which says that the request was not accepted', remedy: 'Correct what its words name.' },
  '5xx': {
    says: 'which says that the system or a proxy before it failed',
    remedy: 'Look into its own log or status page.',
  },
};

/** Statuses with which systems turn down data. */
export const DATA_REFUSED: ReadonlySet<number> = new Set([400, 409, 412, 422]);

/** What a 4xx or 5xx says, and what to do about it; null for any other status. */
export function statusAdvice(status: number): StatusAdvice | null {
  return ADVICE[String(status)] ?? ADVICE[`${String(Math.floor(status / 100))}xx`] ?? null;
}
