const NUMBERS = new Intl.NumberFormat('en-US');

/** A number as people read it, as in `30,000`. */
export function numberText(count: number): string {
  return NUMBERS.format(count);
}

/** A number with the thing that is counted, as in `1 action` and `30,000 actions`; `many` where it takes more than an s. */
export function counted(count: number, what: string, many = `${what}s`): string {
  return `${numberText(count)} ${count === 1 ? what : many}`;
}

/** The same where a sentence begins with it, as in `One action` and `30,000 actions`. */
export function countedFirst(count: number, what: string, many = `${what}s`): string {
  return count === 1 ? `One ${what}` : counted(count, what, many);
}
