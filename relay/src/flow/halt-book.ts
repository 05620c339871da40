import type { HaltCause, StoredHalt } from '../store/ports/halts.js';
import type { AmongRelays } from './among-relays.js';
import type { Holders } from './holders.js';

/**
 * The halts of single targets by themselves that the store has as lasting, or is about to have, whichever relay looks after them; and what of
 * them is to be written.
 */
export class HaltBook {
  readonly #holders: Holders;
  readonly #relays: Pick<AmongRelays, 'number'>;
  readonly #lasting = new Map<string, StoredHalt>();
  #changes = new Map<string, StoredHalt>();
  /** Handed out to be written, and not known to be stored. */
  readonly #underWay = new Map<string, StoredHalt>();
  /** Of each time that the store is being asked, what has been written meanwhile: the answer may be older than that. */
  readonly #writtenMeanwhile = new Set<Set<string>>();

  constructor(holders: Holders, relays: Pick<AmongRelays, 'number'>) {
    this.#holders = holders;
    this.#relays = relays;
  }

  get isEmpty(): boolean {
    return this.#lasting.size === 0;
  }

  get(id: string): StoredHalt | undefined {
    return this.#lasting.get(id);
  }

  ofPart(part: string): StoredHalt[] {
    return [...this.#lasting.values()].filter((halt) => halt.part === part);
  }

  /** The keys of the targets with any. */
  parts(): ReadonlySet<string> {
    return new Set([...this.#lasting.values()].map(({ part }) => part ?? ''));
  }

  /** The store has it as lasting. */
  know(halt: StoredHalt): void {
    this.#lasting.set(halt.id, halt);
  }

  /** The store has it as ended. */
  forget(id: string): void {
    this.#lasting.delete(id);
  }

  /**
   * Notes what halts a target now, to be stored as far as it has begun, changed or ended, and gives what has ended by that. What another
   * relay looks after is left to that, but for a longer wait that was asked for here, and for the end of what this relay has seen to be over.
   */
  note(
    halts: readonly StoredHalt[],
    {
      part,
      now,
      over,
    }: { readonly part: string; readonly now: number; readonly over: ReadonlySet<HaltCause> },
  ): readonly StoredHalt[] {
    for (const halt of halts) {
      const known = this.#lasting.get(halt.id);
      if (known?.until === halt.until && known.since === halt.since) continue;
      if (known === undefined || isLonger(halt, known) || this.#holders.looksAfter(known)) this.#write(halt);
    }
    const ended: StoredHalt[] = [];
    for (const known of this.ofPart(part)) {
      if (halts.some(({ id }) => id === known.id)) continue;
      this.#lasting.delete(known.id);
      if (!over.has(known.cause) && !this.#holders.looksAfter(known)) continue;
      const end = { ...known, endedAt: now, holder: this.#relays.number };
      ended.push(end);
      this.#write(end);
    }
    return ended;
  }

  #write(halt: StoredHalt): void {
    if (halt.endedAt === null) this.#lasting.set(halt.id, halt);
    this.#changes.set(halt.id, halt);
    for (const written of this.#writtenMeanwhile) written.add(halt.id);
  }

  get hasChanges(): boolean {
    return this.#changes.size > 0;
  }

  takeChanges(): readonly StoredHalt[] {
    const changes = [...this.#changes.values()];
    this.#changes = new Map();
    for (const halt of changes) this.#underWay.set(halt.id, halt);
    return changes;
  }

  saved(halts: readonly StoredHalt[]): void {
    for (const halt of halts) {
      if (this.#underWay.get(halt.id) === halt) this.#underWay.delete(halt.id);
      for (const written of this.#writtenMeanwhile) written.add(halt.id);
    }
  }

  /** They could not be stored. What has changed again meanwhile counts. */
  giveBack(halts: readonly StoredHalt[]): void {
    for (const halt of halts) {
      if (this.#underWay.get(halt.id) === halt) this.#underWay.delete(halt.id);
      if (!this.#changes.has(halt.id)) this.#changes.set(halt.id, halt);
    }
  }

  /** What the store has, but for what this relay knows better. */
  async read(all: () => Promise<readonly StoredHalt[]>): Promise<readonly StoredHalt[]> {
    const written = new Set<string>();
    this.#writtenMeanwhile.add(written);
    try {
      const halts = await all();
      return halts.filter(({ id }) => !written.has(id) && !this.#changes.has(id) && !this.#underWay.has(id));
    } finally {
      this.#writtenMeanwhile.delete(written);
    }
  }
}

function isLonger(halt: StoredHalt, known: StoredHalt): boolean {
  return halt.cause === 'asked' && (halt.until ?? 0) > (known.until ?? 0);
}
