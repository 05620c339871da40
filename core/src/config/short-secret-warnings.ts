import { MASK, SHORTEST_MASKED_DIGITS, SHORTEST_MASKED_VALUE } from '../secrets/mask-values.js';
import { shortSecretsIn, type SecretKind } from '../secrets/secret-values.js';
import type { ConfigProblem } from './problem.js';

/** How people find a credential within a secret. It is counted, not quoted: a name may be a secret in the wrong place. */
const WHERE: Readonly<Record<SecretKind, (position: number) => string>> = {
  query: (position) => `The value of parameter ${String(position)}`,
  headers: (position) => `The value of header ${String(position)} of the list`,
  plain: () => 'The secret',
  url: () => 'A credential in the URL',
  'part of a URL': () => 'The secret part of the URL',
};

/** What is too short in one secret, each as a warning: it is hidden where it is sent, and not where it comes back. */
export function shortSecretWarnings(kind: SecretKind, text: string, path: string): ConfigProblem[] {
  return shortSecretsIn(kind, text).map((position) => ({
    code: 'SHORT_SECRET',
    path,
    value: MASK,
    message: `${WHERE[kind](position)} is too short to be masked wherever it appears: only the place where it is sent is masked, not an answer or an error that repeats it.`,
    remedy: `Use a secret of at least ${String(SHORTEST_MASKED_VALUE)} characters, or ${String(SHORTEST_MASKED_DIGITS)} where all of them are digits.`,
  }));
}
