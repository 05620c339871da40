import { orderKey } from '../../workflow/text-tests.js';
import type { Demand } from './demand.js';
import { areApart } from './span.js';

/**
 * Whether no value can meet all demands at once. True only where that is certain; where values cannot be counted, the
 * parts of the demands are compared that can be.
 */
export function isImpossible(demands: readonly Demand[]): boolean {
  const members = demands.flatMap((demand) => (demand.members === null ? [] : [demand.members]));
  const [candidates] = members.toSorted((one, other) => one.length - other.length);
  if (candidates !== undefined)
    return !candidates.some((text) => demands.every((demand) => demand.canBe(text)));
  return (
    areApart(present(demands.map(({ span }) => span))) ||
    startsDiffer(present(demands.map(({ start }) => start))) ||
    textsApart(demands) ||
    partsUnwritable(demands)
  );
}

/** Of two starts of one text one is the start of the other. */
function startsDiffer(starts: readonly string[]): boolean {
  return starts.some((one) => starts.some((other) => !one.startsWith(other) && !other.startsWith(one)));
}

/** What stands between two texts, and so does what starts in some way: a start comes before whatever goes on with it. */
function textsApart(demands: readonly Demand[]): boolean {
  const ranges = present(demands.map(({ texts }) => texts));
  const starts = present(demands.map(({ start }) => start)).map(orderKey);
  return ranges.some(
    ({ least, most }) =>
      ranges.some((other) => least > other.most) ||
      starts.some((start) => start > most || (least > start && !least.startsWith(start))),
  );
}

/** A part that holds what numbers are not written with. */
function partsUnwritable(demands: readonly Demand[]): boolean {
  const parts = present(demands.map(({ part }) => part));
  return present(demands.map(({ characters }) => characters)).some((characters) =>
    parts.some((part) => !characters.test(part)),
  );
}

function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
}
