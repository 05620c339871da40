import type { Refusal } from '../refusal.js';

const WITHOUT_PROTOCOL: Refusal = {
  code: 'URL_WITHOUT_PROTOCOL',
  message: 'The API URL does not say its protocol.',
  remedy: 'Put https:// in front of it.',
};

const UNSUPPORTED_PROTOCOL: Refusal = {
  code: 'URL_PROTOCOL_UNSUPPORTED',
  message: 'Only https and http addresses can be called.',
  remedy: 'Give the https:// address of the other system.',
};

const CREDENTIALS_IN_URL: Refusal = {
  code: 'URL_WITH_CREDENTIALS',
  message: 'A user name or password in the address would be shown wherever the address is.',
  remedy: 'Remove the part before @, and send it as "Authorization: Basic …" in the Authorization Header.',
};

const BAD_URL: Refusal = {
  code: 'BAD_URL',
  message: 'This is not a web address.',
  remedy: 'Copy the whole address from the other system, without spaces or line breaks.',
};

/**
 * What is wrong with an API URL; null when nothing is.
 *
 * @example
 * ```ts
 * urlFault('crm.example.test/in')?.code;
 * // → 'URL_WITHOUT_PROTOCOL'
 * ```
 */
export function urlFault(text: string): Refusal | null {
  if (/[\s\p{Cc}]/u.test(text.trim())) return BAD_URL;
  const protocol = /^\s*([a-z][a-z\d+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (protocol === undefined) return text.trim() === '' ? BAD_URL : WITHOUT_PROTOCOL;
  if (protocol !== 'https' && protocol !== 'http') return UNSUPPORTED_PROTOCOL;
  try {
    const url = new URL(text);
    return url.username === '' && url.password === '' ? null : CREDENTIALS_IN_URL;
  } catch {
    return BAD_URL;
  }
}
