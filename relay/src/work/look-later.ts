/** Looks again at one moment that is put off or brought forward: there is one such moment at a time, or none. */
export class LookLater {
  readonly #look: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(look: () => void) {
    this.#look = look;
  }

  get isAwaited(): boolean {
    return this.#timer !== null;
  }

  /** In so many milliseconds from now, instead of whenever it was before. */
  in(milliseconds: number): void {
    this.never();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#look();
    }, milliseconds);
  }

  never(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
