/** A row as Convoso keeps it: texts by name. */
export type Row = Record<string, string>;

/** Rows by id, in the order in which they came. */
export class Table {
  readonly #rows = new Map<string, Row>();
  #lastId: number;

  constructor(firstId: number) {
    this.#lastId = firstId - 1;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Adds a row under the next id, or under its own. */
  add(row: Row): Row & { id: string } {
    if (row['id'] === undefined) this.#lastId += 1;
    const added = { id: String(this.#lastId), ...row };
    this.#rows.set(added.id, added);
    return added;
  }

  has(id: string): boolean {
    return this.#rows.has(id);
  }

  find(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  /** The row of an id, which has to exist. */
  get(id: string): Row {
    const row = this.#rows.get(id);
    if (row === undefined) throw new Error(`there is no row ${id}`);
    return row;
  }

  delete(id: string): void {
    this.#rows.delete(id);
  }

  all(): readonly Row[] {
    return [...this.#rows.values()];
  }

  /** The rows that have these values. */
  where(values: Row): readonly Row[] {
    const wanted = Object.entries(values);
    return this.all().filter((row) => wanted.every(([name, value]) => row[name] === value));
  }
}
