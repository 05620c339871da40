/**
 * What a table of prefixes says of a code: the value of the longest prefix that fits.
 *
 * Prefixes are written as words, or as ranges of digits such as `320-339`.
 */
export class Prefixes<T> {
  readonly #values = new Map<string, T>();
  readonly #lengths: readonly number[];

  /** Throws an Error when a prefix has two values, because then the table contradicts itself. */
  constructor(entries: Iterable<readonly [prefixes: string, value: T]>) {
    for (const [prefixes, value] of entries) {
      for (const prefix of spelledOut(prefixes)) {
        if (this.#values.has(prefix)) throw new Error(`The prefix ${prefix} is in the table twice.`);
        this.#values.set(prefix, value);
      }
    }
    const lengths = new Set([...this.#values.keys()].map((prefix) => prefix.length));
    this.#lengths = [...lengths].sort((a, b) => b - a);
  }

  find(code: string): T | null {
    for (const length of this.#lengths) {
      const value = this.#values.get(code.slice(0, length));
      if (value !== undefined) return value;
    }
    return null;
  }
}

function spelledOut(prefixes: string): string[] {
  return prefixes.split(/\s+/).flatMap((word) => {
    const [first = '', last = first] = word.split('-');
    if (first === last) return [first];
    const count = Number(last) - Number(first) + 1;
    return Array.from({ length: count }, (_, index) =>
      String(Number(first) + index).padStart(first.length, '0'),
    );
  });
}
