import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { DATE_PATTERNS, formatDate } from '../../../src/adaptor/index.js';
import {
  goldenRelease,
  readHashes,
  readSamples,
  readTimelines,
  readWalls,
  type ClockChange,
} from './goldens.js';
import { agreesAlways, agreesAround, agreesAt, disagreeingZones } from './tzdata-differences.js';

/** The short form of the tests looks at every twelfth zone where it costs most, the long one at all. */
const FULL = process.env['CHECK_FULL'] === '1';
const sampled = <T>(all: readonly T[]): readonly T[] =>
  FULL ? all : all.filter((_, index) => index % 12 === 0);

const FROM = 0;
const UNTIL = 2_145_916_799;
/** A second name of what Intl holds for one zone is only checked from then on, to save time. */
const Y2020 = Date.UTC(2020, 0, 1) / 1000;
const MONTHS_2 = 61 * 86_400 + 4567;

const timelines = readTimelines();
const zones = timelines.flatMap((timeline) => timeline.zones);
const changesOf = new Map(timelines.map(({ zones: [first = ''], changes }) => [first, changes]));

const isoOf = (epoch: number) => new Date(epoch * 1000).toISOString();
const wallOf = (wall: number) => isoOf(wall).slice(0, 19).replace('T', ' ');
const digestOf = (texts: readonly (string | number)[]) =>
  createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 8);
/** Intl's own name of a zone; none for a zone it does not know. */
const canonical = (timeZone: string) =>
  agreesAt(timeZone, UNTIL) ? new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone : '';
const every = (step: number) =>
  Array.from({ length: Math.floor((UNTIL - FROM) / step) + 1 }, (_, index) => FROM + index * step);

function format(text: string, pattern: string, timeZone: string): string {
  return formatDate(text, pattern, { timeZone, now: 0, literal: true }).text;
}

const stateText = (epoch: number, offset: number, abbreviation: string) =>
  `${isoOf(epoch)} ${offset.toString()} ${abbreviation}`;

/** What the clocks are seen to be: the offset by their digits, and the abbreviation. */
function seenAt(zone: string, epoch: number): string {
  const instant = isoOf(epoch);
  const wall = Date.parse(`${format(instant, 'Y-m-d\\TH:i:s', zone)}Z`) / 1000;
  const [, , , , abbreviation = ''] = format(instant, 'D M j G:i:s T Y', zone).split(' ');
  return stateText(epoch, wall - epoch, abbreviation);
}

/** Both sides of each change, and between the changes every other month, so that there are no others. */
function statesOf(changes: readonly ClockChange[]): { epoch: number; state: string }[] {
  return changes.flatMap(({ at, offset, abbreviation }, index) => {
    const end = (changes[index + 1]?.at ?? UNTIL) - 1;
    const between = Array.from(
      { length: Math.floor((end - at) / MONTHS_2) },
      (_, n) => at + (n + 1) * MONTHS_2,
    );
    return [at, ...between, end].map((epoch) => ({ epoch, state: stateText(epoch, offset, abbreviation) }));
  });
}

/** As `instants` of generate-goldens.php. */
function instantsOf(changes: readonly ClockChange[]): string[] {
  const edges = changes.slice(1).flatMap(({ at }) => [at - 1, at, at + 1]);
  return [...every(29_999_971), ...edges].map(isoOf);
}

interface Wall {
  readonly wall: string;
  /** By how much PHP's instant is later than ours. */
  readonly phpLater: number;
}

/**
 * As `walls` of generate-goldens.php. Of a wall time that comes twice PHP takes the first where the clocks then are
 * behind UTC, and the second elsewhere; we take the first everywhere.
 */
function wallsOf(changes: readonly ClockChange[]): Wall[] {
  return changes.slice(1).flatMap(({ at, offset }, index) => {
    const before = changes[index]?.offset ?? NaN;
    const [from, to] = [at + Math.min(before, offset), at + Math.max(before, offset)];
    const overlap = before > offset && offset >= 0 ? before - offset : 0;
    return [from - 1, from, Math.trunc((from + to) / 2), to - 1, to].map((wall) => ({
      wall: wallOf(wall),
      phpLater: wall >= from && wall < to ? overlap : 0,
    }));
  });
}

describe('the zones of Node and of the goldens', () => {
  it('are nearly all the same; what differs is told and left out', () => {
    const differing = disagreeingZones();
    const releases = `tzdata ${process.versions['tz'] ?? 'of the system'} here, ${goldenRelease()} in the goldens`;
    if (differing.length > 0)
      console.log(`not held to all of PHP's clocks (${releases}): ${differing.join(', ')}`);
    expect(differing.length).toBeLessThan(zones.length / 20);
  });
});

describe('dates as PHP writes them', () => {
  it(`follow the clocks of PHP through every change from 1970 to 2037, in ${FULL ? 'every zone' : 'sampled zones'}`, () => {
    const differing = sampled(timelines).flatMap(({ zones: names, changes }) => {
      const states = statesOf(changes);
      const checked = new Set<string>();
      return names.flatMap((zone) => {
        const from = checked.has(canonical(zone)) ? Y2020 : FROM;
        checked.add(canonical(zone));
        return states
          .filter(({ epoch }) => epoch >= from && agreesAt(zone, epoch))
          .map(({ epoch, state }) => ({ zone, state, seen: seenAt(zone, epoch) }))
          .filter(({ state, seen }) => state !== seen);
      });
    });
    expect(differing).toEqual([]);
    expect(zones.length).toBeGreaterThan(550);
  });

  it('cover all zones of the Americas that Intl knows', () => {
    const americas = Intl.supportedValuesOf('timeZone').filter((zone) => zone.startsWith('America/'));
    expect(americas.length).toBeGreaterThan(130);
    expect(americas.filter((zone) => !zones.includes(zone))).toEqual([]);
  });

  it('cover every pattern of Convoso that is a pattern of PHP', () => {
    const { patterns } = readHashes();
    const ofPhp = DATE_PATTERNS.filter(({ label }) => !label.endsWith(', not in Convoso'))
      .map(({ pattern }) => pattern)
      .filter((it) => it !== 'timestamp' && it !== 'age');
    expect(patterns).toEqual(expect.arrayContaining(ofPhp));
    expect(readSamples().patterns).toEqual(patterns);
  });

  it('are the same texts, letter by letter, around the latest change of the clocks', () => {
    const { patterns, rows } = readSamples();
    for (const { zone, epoch, texts } of rows.filter((row) => agreesAt(row.zone, row.epoch))) {
      const had = patterns.map((pattern) => format(isoOf(epoch), pattern, zone));
      expect([zone, epoch, ...had]).toEqual([zone, epoch, ...texts]);
    }
    expect(new Set(rows.map(({ zone }) => zone)).size).toBeGreaterThanOrEqual(60);
  });

  it(`are the same texts in all patterns and ${FULL ? 'zones' : 'sampled zones'} from 1970 to 2037`, () => {
    const { patterns, rows } = readHashes();
    expect(rows.map(({ zone }) => zone)).toEqual([...changesOf.keys()]);
    const differing = sampled(rows)
      .filter(({ zone }) => agreesAlways(zone))
      .flatMap(({ zone, digests }) => {
        const instants = instantsOf(changesOf.get(zone) ?? []);
        const had = patterns.map((pattern) => digestOf(instants.map((at) => format(at, pattern, zone))));
        return patterns.filter((_, index) => had[index] !== digests[index]).map((pattern) => [zone, pattern]);
      });
    expect(differing).toEqual([]);
  });

  it('read a skipped wall time as PHP, and of two instants the first, around the latest changes', () => {
    const rows = readWalls().filter(({ zone, php }) => agreesAround(zone, Number(php)));
    const had = rows.map(({ zone, wall }) => [zone, wall, format(wall, 'timestamp', zone)]);
    expect(had).toEqual(rows.map(({ zone, wall, php, first }) => [zone, wall, first || php]));
    expect(rows.length).toBeGreaterThan(400);
  });

  it(`read wall times as PHP around every change from 1970 to 2037, in ${FULL ? 'every zone' : 'sampled zones'}, but for the second hour it takes east of Greenwich`, () => {
    const differing = sampled(readHashes().rows)
      .filter(({ zone }) => agreesAlways(zone))
      .filter(({ zone, walls }) => {
        const instants = wallsOf(changesOf.get(zone) ?? []).map(
          ({ wall, phpLater }) => Number(format(wall, 'timestamp', zone)) + phpLater,
        );
        return digestOf(instants) !== walls;
      });
    expect(differing.map(({ zone }) => zone)).toEqual([]);
  });
});
