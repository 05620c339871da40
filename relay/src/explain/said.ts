/** The sentences that a text holds already: who reads one a second time looks for what is new in it. */
export class Said {
  readonly #sentences: Set<string>;

  constructor(sentences: readonly string[]) {
    this.#sentences = new Set(sentences);
  }

  /** A sentence, or where it stands above that it does. */
  orAbove(sentence: string): string {
    return this.unlessAbove(sentence) ?? 'see above';
  }

  /** A sentence, or null where it stands above. */
  unlessAbove(sentence: string | null): string | null {
    if (sentence === null || this.#sentences.has(sentence)) return null;
    this.#sentences.add(sentence);
    return sentence;
  }
}
