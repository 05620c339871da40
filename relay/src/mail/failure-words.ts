/** Where a mail was to go, without user and password. */
export interface ServerPlace {
  readonly host: string;
  readonly port: number;
}

/** By these words it is known again, in what is stored, that there was no answer in time. */
const NO_ANSWER = 'does not answer';

/** What libraries say of a mail server that cannot be talked to, and what that means. */
const WORDS: readonly (readonly [said: RegExp, words: (place: ServerPlace) => string])[] = [
  [/\b(?:ENOTFOUND|ENODATA)\b/, ({ host }) => `there is no host "${host}"`],
  [/\bEAI_AGAIN\b/, ({ host }) => `the host "${host}" could not be looked up just now`],
  [/\bECONNREFUSED\b/, (place) => `nothing takes connections at ${at(place)}`],
  [
    /\b(?:EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)\b|^Connection timeout/,
    (place) => `${at(place)} cannot be reached`,
  ],
  [/^(?:Timeout$|Greeting never received)/, (place) => `${at(place)} ${NO_ANSWER}`],
  [/^Connection closed unexpectedly|\bECONNRESET\b/, (place) => `${at(place)} has ended the connection`],
  [
    /wrong version number/i,
    (place) =>
      `what takes connections at ${at(place)} does not begin with TLS, as smtps:// has it; write smtp:// there`,
  ],
];

/**
 * Why a mail server could not be talked to, in words, with what the library said behind them; that alone where it is not known what it
 * means.
 */
export function failureWords(said: string, place: ServerPlace): string {
  const known = WORDS.find(([pattern]) => pattern.test(said));
  return known === undefined ? said : `${known[1](place)} (${said.trim()})`;
}

/** Whether words of {@link failureWords} say that an answer did not come in time, and not that the connection broke. */
export function saysNoAnswer(words: string): boolean {
  return words.includes(NO_ANSWER);
}

function at({ host, port }: ServerPlace): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
