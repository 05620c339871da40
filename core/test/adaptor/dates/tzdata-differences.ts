import { readTimelines, type ClockChange } from './goldens.js';

/*
 * Node's tzdata and that of the goldens may be of different releases, and every release corrects some zone or brings
 * what a country has decided. What the goldens are not held to is found out by asking Intl itself, without our code:
 * where it shows other clocks than PHP did, the two disagree.
 */

const HOUR = 3_600;
const MONTHS_2 = 61 * 24 * HOUR;

const changesByZone = new Map(
  readTimelines().flatMap(({ zones, changes }) => zones.map((zone) => [zone, changes] as const)),
);
const formats = new Map<string, Intl.DateTimeFormat | null>();

/** Null for a zone that this Node does not know. */
function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  formats.set(timeZone, format);
  return format;
}

/** How many seconds the clocks are ahead of UTC, as Intl says. */
function offsetByIntl(format: Intl.DateTimeFormat, epoch: number): number {
  const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] =
    /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(format.format(epoch * 1000)) ?? [];
  const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return sign === '-' ? -size : size;
}

function offsetByPhp(changes: readonly ClockChange[], epoch: number): number | undefined {
  return changes.findLast(({ at }) => at <= epoch)?.offset;
}

/** Whether Intl and the goldens say the same of a zone's clocks at an epoch second. */
export function agreesAt(zone: string, epoch: number): boolean {
  const format = formatOf(zone);
  return format !== null && offsetByIntl(format, epoch) === offsetByPhp(changesByZone.get(zone) ?? [], epoch);
}

/** Whether they do so a day long on either side, so that a wall time there has the same instants. */
export function agreesAround(zone: string, epoch: number): boolean {
  return Array.from({ length: 49 }, (_, hour) => epoch + (hour - 24) * HOUR).every((at) =>
    agreesAt(zone, at),
  );
}

/** Whether they do so from 1970 to 2037: on both sides of each change, and every other month between. */
export function agreesAlways(zone: string): boolean {
  const changes = changesByZone.get(zone) ?? [];
  const last = changes.at(-1)?.at ?? 0;
  const first = changes[0]?.at ?? 0;
  const months = Array.from({ length: Math.ceil((last - first) / MONTHS_2) }, (_, n) => first + n * MONTHS_2);
  const edges = changes.flatMap(({ at }, index) => (index === 0 ? [at] : [at - 1, at]));
  return [...edges, ...months, UNTIL].every((epoch) => agreesAt(zone, epoch));
}

/** The end of what the goldens hold, 2037-12-31 23:59:59. */
const UNTIL = 2_145_916_799;

/** The zones that the goldens know and of which the two do not always say the same. */
export function disagreeingZones(): string[] {
  return [...changesByZone.keys()].filter((zone) => !agreesAlways(zone));
}
