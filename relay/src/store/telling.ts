import type { Store, StoreParts } from './store.js';

/** Whether a call has changed what other relays have a copy of, by what it was given and what it came to. */
type Tells = (given: unknown, came: unknown) => boolean;

const always: Tells = () => true;
const whereGivenAny: Tells = (given) => (given as readonly unknown[]).length > 0;
const whereItCameToAny: Tells = (_given, came) => (came as readonly unknown[]).length > 0;

type ToldCalls = {
  readonly [Part in keyof StoreParts]?: { readonly [Method in keyof StoreParts[Part]]?: Tells };
};

/**
 * The calls that the others are told of, so that they look again: those by which people change something, and those by which relays come and
 * go. Nothing is among them that is done for each call that arrives or each action, because telling makes commits wait for each other.
 */
const TOLD: ToldCalls = {
  switches: { save: whereGivenAny },
  halts: { save: whereGivenAny },
  keys: { add: always, rotate: always, delete: always },
  sessions: { add: always, delete: whereGivenAny },
  sharedKeys: { replace: always },
  configuration: { accept: always, putSecret: always, deleteSecret: always },
  subscriptions: { add: always, reseal: always, end: whereGivenAny },
  relays: { register: always, end: whereGivenAny, endExpired: whereItCameToAny },
};

type Call = (...args: readonly unknown[]) => Promise<unknown>;

/** The same parts of one unit of work, which tell the others with it, once. */
export function tellingParts(parts: StoreParts, tell: () => Promise<void>): StoreParts {
  let hasTold = false;
  const tellOnce = async (): Promise<void> => {
    if (hasTold) return;
    hasTold = true;
    await tell();
  };
  return withTold(parts, (told) => {
    const call = callOf(parts, told);
    return async (...args) => {
      const came = await call(...args);
      if (told.tells(args[0], came)) await tellOnce();
      return came;
    };
  });
}

/** The parts of a store outside of units: a call that the others are told of is a unit of its own, so that it is not kept without a word. */
export function tellingStore(parts: StoreParts, turn: Store['turn']): StoreParts {
  return withTold(
    parts,
    (told) =>
      (...args) =>
        turn((unit) => callOf(unit, told)(...args)),
  );
}

interface ToldCall {
  readonly part: string;
  readonly method: string;
  readonly tells: Tells;
}

const TOLD_CALLS: readonly ToldCall[] = Object.entries(TOLD).flatMap(([part, methods]) =>
  Object.entries(methods as Readonly<Record<string, Tells>>).map(([method, tells]) => ({
    part,
    method,
    tells,
  })),
);

type Calls = Readonly<Record<string, Readonly<Record<string, Call>>>>;

function callOf(parts: StoreParts, { part, method }: ToldCall): Call {
  const call = (parts as unknown as Calls)[part]?.[method];
  if (call === undefined) throw new Error(`a store has no call ${part}.${method}`);
  return call;
}

/** The parts, with other calls in the place of those that are told. */
function withTold(parts: StoreParts, replaced: (told: ToldCall) => Call): StoreParts {
  const all: Record<string, object> = { ...parts };
  for (const told of TOLD_CALLS) {
    all[told.part] = { ...all[told.part], [told.method]: replaced(told) };
  }
  return all as unknown as StoreParts;
}
