import { ACTORS } from '@convoso-connect/core/relay-contract';

/** Who changes something: the name of a key with its id, or one of those who need no key of their own. */
export interface Actor {
  readonly who: string;
  readonly keyId: string | null;
}

type KeylessActor = keyof typeof ACTORS;

/** Somebody or something without a key of its own. */
export function actor(kind: KeylessActor): Actor {
  return { who: ACTORS[kind], keyId: null };
}
