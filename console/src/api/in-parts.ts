/** How far a long work has come. */
export interface Progress {
  readonly done: number;
  /** Null where it is not known how much there is. */
  readonly of: number | null;
}

interface Part {
  readonly next: string | null;
}

/**
 * Does a long work a part at a time, each with the `next` of the part before, until there is none. It is told after each
 * part; what has been done stays done when one of them fails or somebody leaves.
 */
export async function inParts<Of extends Part>(
  part: (after: string | undefined) => Promise<Of>,
  told: (part: Of) => void,
  isOver: () => boolean = () => false,
): Promise<void> {
  let after: string | undefined;
  while (!isOver()) {
    const done = await part(after);
    told(done);
    if (done.next === null) return;
    after = done.next;
  }
}
