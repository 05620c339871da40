/**
 * Where in a name the word has to stand for the name to be sensitive. Names are compared in lower case:
 * `anywhere` within the name without its separators (`clientSecretKey`), `word` as one of its words (`x-auth-user`,
 * `userAuth`), `whole` as the entire name (`key`, but not `key_account`).
 */
export interface SensitiveName {
  readonly name: string;
  readonly where: 'anywhere' | 'word' | 'whole';
}

/**
 * Names whose values are secrets, for headers, query parameters, form keys and JSON keys alike. Short words are
 * held to `word` or `whole` so that ordinary fields stay readable; when in doubt, a name is sensitive.
 */
export const SENSITIVE_NAMES: readonly SensitiveName[] = [
  { name: 'token', where: 'anywhere' },
  { name: 'secret', where: 'anywhere' },
  { name: 'password', where: 'anywhere' },
  { name: 'passwd', where: 'anywhere' },
  { name: 'passphrase', where: 'anywhere' },
  { name: 'passcode', where: 'anywhere' },
  { name: 'pwd', where: 'anywhere' },
  { name: 'credential', where: 'anywhere' },
  { name: 'authorization', where: 'anywhere' },
  { name: 'authentication', where: 'anywhere' },
  { name: 'signature', where: 'anywhere' },
  { name: 'apikey', where: 'anywhere' },
  { name: 'appkey', where: 'anywhere' },
  { name: 'authkey', where: 'anywhere' },
  { name: 'accesskey', where: 'anywhere' },
  { name: 'accountkey', where: 'anywhere' },
  { name: 'consumerkey', where: 'anywhere' },
  { name: 'encryptionkey', where: 'anywhere' },
  { name: 'masterkey', where: 'anywhere' },
  { name: 'privatekey', where: 'anywhere' },
  { name: 'sharedkey', where: 'anywhere' },
  { name: 'signingkey', where: 'anywhere' },
  { name: 'subscriptionkey', where: 'anywhere' },
  { name: 'auth', where: 'word' },
  { name: 'oauth', where: 'word' },
  { name: 'bearer', where: 'word' },
  { name: 'cookie', where: 'word' },
  { name: 'jwt', where: 'word' },
  { name: 'sig', where: 'word' },
  { name: 'key', where: 'whole' },
  { name: 'pass', where: 'whole' },
  { name: 'sessionid', where: 'whole' },
];

const ANYWHERE = new RegExp(namesOf('anywhere').join('|'));
const WORDS = new Set(namesOf('word'));
const WHOLE = new Set(namesOf('whole'));
/** Every sensitive name holds one of these; nearly all other names are done with after this one test. */
const ANY_OF_ALL = new RegExp(SENSITIVE_NAMES.map(({ name }) => name).join('|'));

/** Whether any stretch of a text could be a sensitive name; for ruling out all of them at once. */
export function mayHoldSensitiveName(text: string): boolean {
  return ANY_OF_ALL.test(joined(text));
}

/**
 * Whether a value under this name is to be masked wherever it is stored or shown.
 *
 * @example
 * ```ts
 * [isSensitiveName('X-Api-Key'), isSensitiveName('first_name')];
 * // → [true, false]
 * ```
 */
export function isSensitiveName(name: string): boolean {
  const letters = joined(name);
  if (!ANY_OF_ALL.test(letters)) return false;
  if (ANYWHERE.test(letters) || WHOLE.has(letters)) return true;
  return wordsOf(name).some((word) => WORDS.has(word)) || isKeyHeader(name);
}

/** In characters: a code in a query is a key from this length on, as those of Azure Functions are, and else a word. */
const SHORTEST_CODE = 16;

/** Whether a pair of a URL's query is a key by a name that elsewhere is an ordinary one: `code=…`. */
export function isKeyOfUrl(pair: string): boolean {
  const [, value = ''] = /^code=(.*)$/is.exec(pair) ?? [];
  return value.length >= SHORTEST_CODE;
}

/**
 * `X-Api-Key`, `Service-Key` and their like: hyphens are how headers are written, so `primary_key` stays readable. An
 * idempotency key is an identifier that logs must show.
 */
function isKeyHeader(name: string): boolean {
  const words = wordsOf(name);
  if (words.at(-1) !== 'key' || words.includes('idempotency')) return false;
  return words[0] === 'x' || /-key$/i.test(name);
}

function joined(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

function wordsOf(name: string): readonly string[] {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return spaced.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function namesOf(where: SensitiveName['where']): string[] {
  return SENSITIVE_NAMES.filter((entry) => entry.where === where).map(({ name }) => name);
}
