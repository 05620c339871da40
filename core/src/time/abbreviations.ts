import { ABBREVIATION_TABLE } from './abbreviation-table.js';

/** From `start` on, in epoch milliseconds, each offset (in milliseconds) of a zone has one abbreviation. */
interface Era {
  readonly start: number;
  readonly names: ReadonlyMap<number, string>;
}

/**
 * The abbreviations of a zone. They come from a table, since Intl writes `GMT+1` where PHP writes `CET`, and differs
 * from one version to the next. Where the table has none, the zone's clocks have no letters and the offset is its name.
 */
export class Abbreviations {
  readonly #eras: readonly Era[];

  constructor(timeZone: string) {
    this.#eras = erasOf(histories().get(timeZone.toLowerCase()) ?? '');
  }

  at(instant: number, offset: number): string {
    let index = this.#eras.length - 1;
    while (index > 0 && instant < (this.#eras[index]?.start ?? 0)) index -= 1;
    return this.#eras[index]?.names.get(offset) ?? numericName(offset);
  }
}

const HOUR_MS = 3_600_000;

/** Letters of North America that clocks elsewhere go by as well: what comes from Convoso means these. */
const OF_NORTH_AMERICA: Readonly<Record<string, number>> = {
  AST: -4 * HOUR_MS,
  ADT: -3 * HOUR_MS,
  EST: -5 * HOUR_MS,
  EDT: -4 * HOUR_MS,
  CST: -6 * HOUR_MS,
  CDT: -5 * HOUR_MS,
  MST: -7 * HOUR_MS,
  MDT: -6 * HOUR_MS,
  PST: -8 * HOUR_MS,
  PDT: -7 * HOUR_MS,
  HST: -10 * HOUR_MS,
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
};

/**
 * How far clocks that go by these letters are ahead of UTC, in milliseconds; null where clocks of several offsets do,
 * and undefined for letters that no clock goes by.
 */
export function offsetOfAbbreviation(abbreviation: string): number | null | undefined {
  const known = OF_NORTH_AMERICA[abbreviation];
  if (known !== undefined) return known;
  const offsets = offsetsByName().get(abbreviation);
  if (offsets === undefined) return undefined;
  const [offset = null, ...others] = offsets;
  return others.length === 0 ? offset : null;
}

let byName: ReadonlyMap<string, ReadonlySet<number>> | undefined;

function offsetsByName(): ReadonlyMap<string, ReadonlySet<number>> {
  if (byName !== undefined) return byName;
  const found = new Map<string, Set<number>>();
  for (const [history] of ABBREVIATION_TABLE) {
    for (const { names } of erasOf(history)) {
      for (const [offset, name] of names) {
        const key = name.toUpperCase();
        found.set(key, (found.get(key) ?? new Set()).add(offset));
      }
    }
  }
  return (byName = found);
}

let byZone: ReadonlyMap<string, string> | undefined;

/** The table by zone, in lower case, as Intl too takes names in any case. */
function histories(): ReadonlyMap<string, string> {
  byZone ??= new Map(
    ABBREVIATION_TABLE.flatMap(([history, zones]) =>
      zonesIn(zones).map((zone) => [zone.toLowerCase(), history] as const),
    ),
  );
  return byZone;
}

/** Reads `Europe/Athens /Sofia EET`: the table's words are described there. */
function zonesIn(zones: string): string[] {
  let area = '';
  return zones.split(/\s+/).map((word) => {
    const zone = word.startsWith('/') ? area + word : word;
    [area = ''] = zone.split('/');
    return zone;
  });
}

/** Reads `-18000:EST -14400:EDT @941875200 -18000:CDT`: the table's words are described there. */
function erasOf(history: string): readonly Era[] {
  return history.split('@').map((era, index) => {
    const words = era.split(' ').filter((word) => word !== '');
    const start = index === 0 ? -Infinity : Number(words.shift()) * 1000;
    return { start, names: new Map(words.map(nameOfOffset)) };
  });
}

function nameOfOffset(word: string): [offset: number, name: string] {
  const colon = word.indexOf(':');
  return [Number(word.slice(0, colon)) * 1000, word.slice(colon + 1)];
}

/** `-03`, `+0530`. */
function numericName(offset: number): string {
  const minutes = Math.floor(Math.abs(offset) / 60_000);
  const rest = minutes % 60;
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : String(rest).padStart(2, '0')}`;
}
