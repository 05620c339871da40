/**
 * The moments at which a relay is most worth killing, by the calls of its store: each lies between two things that must not come apart.
 * A call is judged when it is made, and what it tells counts when its unit of work is committed, or at once.
 */
const POINTS = {
  /** The delivery is stored, and Convoso has no answer yet. */
  'after intake': { on: 'commit', of: (call) => call === 'intake.add' },
  /** It has become an occurrence with its actions, of which nothing has gone out. */
  'after process': { on: 'commit', of: (call) => call === 'intake.markProcessed' },
  /** Actions are taken up, and nothing of them has been sent. */
  'after claim': { on: 'commit', of: isClaim },
  /** The destination has answered, and nobody has written that down. */
  'before settle': { on: 'call', of: (call) => call === 'attempts.settle' },
  /** What the attempts came to is written down in a unit of work that is never committed. */
  'within settle': { on: 'before commit', of: (call) => call === 'attempts.settle' },
};

export const STORE_POINTS = Object.keys(POINTS);

function isClaim(call, [actions]) {
  if (call === 'claims.take') return actions.length > 0;
  return call === 'actions.add' && actions.some(({ state }) => state === 'running');
}

/** The same store, which calls `reached` whenever it is at this point. */
export function watchedStore(store, point, reached) {
  const { on, of } = POINTS[point];
  const turn = (run) => async (work) => {
    let holds = false;
    const told = (call, args) => {
      if (!of(call, args)) return;
      if (on === 'call') reached();
      holds = true;
    };
    const value = await run(async (unit) => {
      const result = await work(toldOf(unit, told));
      if (holds && on === 'before commit') reached();
      return result;
    });
    if (holds && on === 'commit') reached();
    return value;
  };
  return new Proxy(store, {
    get(target, name) {
      if (name === 'turn' || name === 'durably') return turn((work) => target[name](work));
      return Reflect.get(target, name, target);
    },
  });
}

/** A unit of work whose calls are told before they are made, as "noun.call". */
function toldOf(unit, told) {
  const parts = Object.entries(unit).map(([noun, part]) => {
    if (typeof part !== 'object') return [noun, part];
    const calls = Object.entries(part).map(([name, call]) => [
      name,
      (...args) => {
        told(`${noun}.${name}`, args);
        return call(...args);
      },
    ]);
    return [noun, Object.fromEntries(calls)];
  });
  return Object.fromEntries(parts);
}
