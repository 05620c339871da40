/**
 * Whether two names read the same to people: in another case, with another form of the same letters (NFKC), or with other
 * signs between their words. Two of that kind would be confused, in the audit log and in a command alike.
 */
export function readAlike(one: string, other: string): boolean {
  return asRead(one) === asRead(other);
}

function asRead(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-');
}

const LATIN = /\p{Script=Latin}/u;
/** Alphabets of which some letters cannot be told from Latin ones. */
const LOOK_ALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

/** Whether a name is in its plain form, and no letter of it passes for one of the alphabet beside it. */
export function isPlain(name: string): boolean {
  return name === name.normalize('NFKC') && !(LATIN.test(name) && LOOK_ALIKE.test(name));
}
