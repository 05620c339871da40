const PARTS = ['closed', 'open', 'backlog'];
const PEERS = ['forwarder', 'fsync-only', 'node-red', 'relay'];
/** Loses and doubles calls, so that it can be seen to be noticed. */
const CARELESS = 'careless';
/** The relay of another clone, to see what a change of this one costs or saves. */
const BEFORE = 'relay-before';

/** The numbers of the long form; each can be set in the environment, see durable-path.bench.mjs. */
export function settings(env = process.env) {
  const profile = env.PROFILE === '1';
  const before = env.BEFORE === undefined ? [] : [BEFORE];
  return {
    profile,
    parts: choice('PARTS', env.PARTS ?? PARTS.join(','), PARTS),
    peers: profile
      ? ['relay']
      : choice('PEERS', env.PEERS ?? PEERS.join(','), [...PEERS, ...before, CARELESS]),
    before: env.BEFORE,
    node: choice('ON_NODE', env.ON_NODE ?? '24', ['24', 'own'])[0],
    events: whole('EVENTS', env.EVENTS ?? '8000'),
    closedRounds: whole('ROUNDS', env.ROUNDS ?? '5'),
    openRounds: whole('ROUNDS', env.ROUNDS ?? '3'),
    rates: (env.RATES ?? '250,500,1000,2000').split(',').map((rate) => whole('RATES', rate)),
    backlog: whole('BACKLOG', env.BACKLOG ?? '20000'),
    seconds: positive('SECONDS', env.SECONDS ?? '15'),
    lostAfter: whole('LOST_AFTER', env.LOST_AFTER ?? '30'),
  };
}

function choice(name, text, known) {
  const chosen = text.split(',');
  const unknown = chosen.find((each) => !known.includes(each));
  if (unknown === undefined) return chosen;
  throw new Error(`${name} is "${text}", and "${unknown}" is none of ${known.join(', ')}.`);
}

function positive(name, text) {
  const number = Number(text);
  if (number > 0 && number < Infinity) return number;
  throw new Error(`${name} is "${text}": give a number above 0.`);
}

function whole(name, text) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${name} is "${text}": give a whole number above 0.`);
}
