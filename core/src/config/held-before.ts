import { maskedAddress } from './masked-address.js';
import { valueAt } from './places.js';
import type { Path } from './problem.js';
import type { Secret } from './secret.js';
import { isNotStored } from './stored.js';

/**
 * Whether a configuration that was accepted before held the very value of a document, at the very same place. Parts
 * are known by their id and not by their number in a list; where they have none, such as events and conditions, any
 * part of the list may have held it.
 */
export function heldBefore(accepted: unknown, document: unknown, path: Path): boolean {
  const [step, ...rest] = path;
  if (step === undefined)
    return accepted === document || accepted === keptAs(document) || isKeptBack(accepted, document);
  const value = valueAt(document, [step]);
  if (!Array.isArray(document)) return heldBefore(valueAt(accepted, [step]), value, rest);
  if (!Array.isArray(accepted)) return false;
  const id = idOf(value);
  return accepted.some((part: unknown) => idOf(part) === id && heldBefore(part, value, rest));
}

/** A number may be written where a configuration keeps its text, and of an address it keeps what may be shown. */
function keptAs(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? maskedAddress(value.trim()) : value;
}

/** A secret that stood in the document itself is not kept: whether this is the same, nobody knows any more, and no upgrade may turn it away. */
function isKeptBack(accepted: unknown, value: unknown): boolean {
  return typeof value === 'string' && isSecret(accepted) && isNotStored(accepted);
}

function isSecret(value: unknown): value is Secret {
  return typeof valueAt(value, ['secretRef']) === 'string';
}

/** A status goes by its code. */
function idOf(part: unknown): unknown {
  return valueAt(part, ['id']) ?? valueAt(part, ['status']);
}
