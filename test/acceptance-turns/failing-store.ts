import type { OpenStore } from '../../relay/src/store/opened-store.js';
import type { Store, Unit } from '../../relay/src/store/store.js';

/** Called before every call of a store, by its name and what it is given; what it throws is what the call comes to. */
export type Before = (call: string, args?: readonly unknown[]) => void;

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** The same part, with every call of it announced. */
function announced<Part extends object>(name: string, part: Part, before: Before): Part {
  const methods = Object.entries(part).map(([method, call]: [string, Method]) => {
    const announcedCall: Method = async (...args) => {
      before(`${name}.${method}`, args);
      return call(...args);
    };
    return [method, announcedCall] as const;
  });
  return Object.fromEntries(methods) as Part;
}

const isPart = (value: unknown): value is object => typeof value === 'object' && value !== null;

function partsOf<Parts extends object>(parts: Parts, before: Before): Parts {
  const all = Object.entries(parts).map(([name, part]: [string, unknown]) => [
    name,
    isPart(part) ? announced(name, part, before) : part,
  ]);
  return Object.fromEntries(all) as Parts;
}

function unitOf(unit: Unit, before: Before): Unit {
  return partsOf(unit, before);
}

/** A store whose calls can be made to fail: those of its ports, within units of work and alone, and the commits themselves. */
export function failingStore(store: Store, before: Before): Store {
  const unit =
    (run: Store['turn']): Store['turn'] =>
    async (work) =>
      run(async (inner) => {
        before('begin');
        const value = await work(unitOf(inner, before));
        before('commit');
        return value;
      });
  return {
    ...partsOf(store, before),
    turn: unit((work) => store.turn(work)),
    durably: unit((work) => store.durably(work)),
    synced: async () => {
      before('synced');
      await store.synced();
    },
    get writes() {
      return store.writes;
    },
  };
}

/** Opens a store whose calls can be made to fail. */
export function openFailing(open: OpenStore, before: Before): OpenStore {
  return async (opening) => {
    const opened = await open(opening);
    return { ...opened, store: failingStore(opened.store, before) };
  };
}
