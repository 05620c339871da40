/** The country code of the United States, Canada and their neighbours, which a number without another one has. */
export const NORTH_AMERICA = '1';

/** Of the United States, Canada and their neighbours: ten digits, of which none begins with 0 or 1. */
const NORTH_AMERICAN = /^1([2-9]\d{9})$/;

/**
 * A phone number without its country code. Convoso keeps numbers so, and CRMs give them with it: sent as it is, the same
 * telephone would be another lead, and an opt-out of another number than the one that is dialled.
 *
 * Where nothing says which code a number begins with, it is left as it is: a digit too few is somebody else's number.
 *
 * @param digits the number, without punctuation
 * @param written the number as it was given, in which + or 00 says that a code comes first
 * @param code the country code that is sent beside the number; empty where none is
 */
export function nationalNumber(digits: string, written: string, code: string): string {
  if (code === '' || code === NORTH_AMERICA)
    return NORTH_AMERICAN.exec(digits.replace(/^001/, '1'))?.[1] ?? digits;
  const prefix = /^\s*00/.test(written) ? `00${code}` : code;
  const saysCode = /^\s*(?:\+|00)/.test(written);
  return saysCode && digits.startsWith(prefix) ? digits.slice(prefix.length) : digits;
}
