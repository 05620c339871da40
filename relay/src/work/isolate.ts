import { storeFaultOf } from '../store/store-fault.js';

/** How the members of a batch are done, together or any part of them. */
export interface Isolation<Member> {
  /**
   * Does these members in a transaction of their own; throws, and leaves nothing behind, where one of them fails. Gives
   * what is to be done once they are on the disk: a failure of that is no reason to do them again.
   */
  readonly perform: (members: readonly Member[]) => Promise<() => void>;
  /** Takes a member out of the way that fails each time: kept with its reason, told, and open to be played again. */
  readonly setAside: (member: Member, error: unknown) => Promise<void>;
}

/**
 * The law of turns for one kind of work: whatever members fail, all the others are done, in their order; each that
 * fails is tried alone, twice, and then set aside. A batch that fails is halved again and again, so that one bad member
 * among n costs about 2 log n transactions and not n. A fault of the store says nothing against any member: it is
 * thrown, and nothing is set aside.
 */
export async function performIsolated<Member>(
  members: readonly Member[],
  isolation: Isolation<Member>,
): Promise<void> {
  if (members.length === 0) return;
  const first = await tried(members, isolation);
  if (first.isDone) {
    first.committed();
    return;
  }
  const [member] = members;
  if (members.length > 1 || member === undefined) {
    const middle = Math.ceil(members.length / 2);
    await performIsolated(members.slice(0, middle), isolation);
    await performIsolated(members.slice(middle), isolation);
    return;
  }
  const second = await tried(members, isolation);
  if (second.isDone) second.committed();
  else await isolation.setAside(member, second.error);
}

type Tried =
  | { readonly isDone: true; readonly committed: () => void }
  | { readonly isDone: false; readonly error: unknown };

async function tried<Member>(members: readonly Member[], { perform }: Isolation<Member>): Promise<Tried> {
  try {
    return { isDone: true, committed: await perform(members) };
  } catch (error) {
    if (storeFaultOf(error) !== null) throw error;
    return { isDone: false, error };
  }
}

/** What went wrong, as a reason for people: no stack, and no value but what the message itself names. */
export function messageOf(error: unknown): string {
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
  return String(hasMessage ? error.message : error);
}
