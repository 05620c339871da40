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

let byZone: ReadonlyMap<string, string> | undefined;

/** The table by zone, in lower case, as Intl too takes names in any case. */
function histories(): ReadonlyMap<string, string> {
  byZone ??= new Map(
    ABBREVIATION_TABLE.flatMap(([history, zones]) =>
      zones
        .trim()
        .split(/\s+/)
        .map((zone) => [zone.toLowerCase(), history] as const),
    ),
  );
  return byZone;
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
