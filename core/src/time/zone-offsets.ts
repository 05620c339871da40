/** 99 days. */
const SPAN_MS = 2 ** 33;
/**
 * 6.2 days. Two changes of a zone that lie closer together and cancel out would be missed; since 1970 the closest such
 * pair is 6.9 days apart (America/Cambridge_Bay, autumn 2000).
 */
const PROBE_MS = 2 ** 29;
const SECOND_MS = 1000;

/** The offsets in force during one span of time: `offsets[i]` counts from `starts[i]` on. */
interface Span {
  readonly starts: readonly number[];
  readonly offsets: readonly number[];
}

/**
 * How far the clocks of a zone are ahead of UTC.
 *
 * A question to Intl takes over a microsecond, so a span of time is explored once and then remembered. Dates have
 * four-digit years, which bounds what can be remembered to some ten thousand spans.
 */
export class ZoneOffsets {
  readonly #format: Intl.DateTimeFormat;
  readonly #spans = new Map<number, Span>();

  /** Throws a RangeError when Intl does not know the zone. */
  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  }

  /** In milliseconds, at an instant in epoch milliseconds. */
  at(instant: number): number {
    const number = Math.floor(instant / SPAN_MS);
    let span = this.#spans.get(number);
    if (span === undefined) {
      span = this.#explore(number * SPAN_MS);
      this.#spans.set(number, span);
    }
    let index = span.starts.length - 1;
    while (index > 0 && instant < (span.starts[index] ?? 0)) index -= 1;
    return span.offsets[index] ?? 0;
  }

  #explore(start: number): Span {
    const starts = [start];
    const offsets = [this.#ask(start)];
    for (let from = start; from < start + SPAN_MS; from += PROBE_MS) {
      const offset = this.#ask(from + PROBE_MS);
      if (offset === offsets.at(-1)) continue;
      starts.push(this.#changeBetween(from, from + PROBE_MS));
      offsets.push(offset);
    }
    return { starts, offsets };
  }

  /** The first second of the offset that is in force at `to` and not yet at `from`. */
  #changeBetween(from: number, to: number): number {
    const after = this.#ask(to);
    let [before, changed] = [from, to];
    while (changed - before > SECOND_MS) {
      const middle = Math.floor((before + changed) / 2 / SECOND_MS) * SECOND_MS;
      if (middle <= before) break;
      if (this.#ask(middle) === after) changed = middle;
      else before = middle;
    }
    return Math.floor(changed / SECOND_MS) * SECOND_MS;
  }

  #ask(instant: number): number {
    const [, sign, hours, minutes, seconds = '0'] = LONG_OFFSET.exec(this.#format.format(instant)) ?? [];
    if (sign === undefined) return 0;
    const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return (sign === '+' ? size : -size) * SECOND_MS;
  }
}

/** The end of a text such as `7/9/2024, GMT-07:00`; some versions of ICU leave an offset of zero out. */
const LONG_OFFSET = /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/;
