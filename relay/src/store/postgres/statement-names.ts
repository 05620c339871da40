/** Far more than there are texts that recur. What goes on past it would be texts that depend on values. */
const MOST = 500;

/**
 * The names under which statements are prepared on each connection, so that Postgres reads and plans a text once and not each time. A text
 * that comes for the first time gets none, because it may never come again.
 */
export class StatementNames {
  readonly #once = new Set<string>();
  readonly #names = new Map<string, string>();

  nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (this.#once.delete(text)) {
      const name = `connect_${this.#names.size}`;
      this.#names.set(text, name);
      return name;
    }
    if (this.#names.size + this.#once.size < MOST) this.#once.add(text);
    return undefined;
  }
}
