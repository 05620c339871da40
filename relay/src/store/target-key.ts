import type { Target } from './ports/target.js';

/** Endpoint ids do not begin with a brace; whatever else carries out actions has one of these, or begins like one of those. */
const FIXED: Readonly<Record<string, Target>> = {
  '{convoso}': { kind: 'convoso', id: 'saves' },
  '{dnc}': { kind: 'convoso', id: 'dnc' },
  '{mail}': { kind: 'mail', id: 'settings' },
};

const BEGINNINGS = {
  callback: '{callback}',
  subscription: '{subscription}',
  elsewhere: '{elsewhere}',
} as const;

const KINDS = ['callback', 'subscription', 'elsewhere'] as const;

/**
 * One text for each target: what a database keeps of it, and what a map of this process goes by. For an endpoint it is the
 * endpoint's id.
 */
export function keyOfTarget(target: Target): string {
  switch (target.kind) {
    case 'endpoint':
      return target.id;
    case 'convoso':
      return target.id === 'dnc' ? '{dnc}' : '{convoso}';
    case 'mail':
      return '{mail}';
    case 'callback':
    case 'subscription':
    case 'elsewhere':
      return BEGINNINGS[target.kind] + target.id;
  }
}

/** Far more than an account has endpoints. What was read before is read again where there are more. */
const MOST_REMEMBERED = 10_000;

const REMEMBERED = new Map<string, Target>();

/** The target that a key stands for. The same key gives the same object, because every row that is read asks for it. */
export function targetOfKey(key: string): Target {
  const remembered = REMEMBERED.get(key);
  if (remembered !== undefined) return remembered;
  if (REMEMBERED.size >= MOST_REMEMBERED) REMEMBERED.clear();
  const target = readKey(key);
  REMEMBERED.set(key, target);
  return target;
}

function readKey(key: string): Target {
  const fixed = Object.hasOwn(FIXED, key) ? FIXED[key] : undefined;
  if (fixed !== undefined) return fixed;
  for (const kind of KINDS) {
    const beginning = BEGINNINGS[kind];
    if (key.startsWith(beginning)) return { kind, id: key.slice(beginning.length) };
  }
  return { kind: 'endpoint', id: key };
}
