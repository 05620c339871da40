import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The lines that generate-goldens.php wrote; the first tells of which PHP and tzdata they are. */
function linesOf(file: string): string[] {
  return readFileSync(join(__dirname, 'goldens', file), 'utf8')
    .trimEnd()
    .split('\n');
}

function rowsOf(file: string): string[][] {
  const [, ...lines] = linesOf(file);
  return lines.map((line) => line.split('\t'));
}

/** The release of tzdata that the goldens come from, such as 2025b. */
export function goldenRelease(): string {
  const [source = ''] = linesOf('timelines.tsv');
  const release = /^# PHP \S+, tzdata (\d{4}[a-z])/.exec(source)?.[1];
  if (release === undefined) throw new Error('the goldens do not tell their tzdata');
  return release;
}

export interface ClockChange {
  /** Epoch seconds. */
  readonly at: number;
  /** Seconds ahead of UTC from then on. */
  readonly offset: number;
  readonly abbreviation: string;
}

export interface Timeline {
  /** The zones that have had this history since 1970. */
  readonly zones: readonly string[];
  /** The state when 1970 began, then each change until 2037 ends. */
  readonly changes: readonly ClockChange[];
}

export function readTimelines(): Timeline[] {
  return rowsOf('timelines.tsv').map(([zones = '', states = '', words = '']) => {
    const known = states.split(',').map((state) => state.split('/'));
    let at = 0;
    const changes = words.split(' ').map((word) => {
      const [seconds = '', state = ''] = word.split(':');
      const [offset = '', abbreviation = ''] = known[Number(state)] ?? [];
      at += parseInt(seconds, 36);
      return { at, offset: Number(offset), abbreviation };
    });
    return { zones: zones.split(' '), changes };
  });
}

export interface PatternTable<Row> {
  readonly patterns: readonly string[];
  readonly rows: readonly Row[];
}

/** For the first zone of each timeline, a digest of all its wall times and one of all its instants by pattern. */
export function readHashes(): PatternTable<{ zone: string; walls: string; digests: string[] }> {
  const [[, , ...patterns] = [], ...rows] = rowsOf('hashes.tsv');
  return { patterns, rows: rows.map(([zone = '', walls = '', ...digests]) => ({ zone, walls, digests })) };
}

/** Epoch seconds, and their text by pattern. */
export function readSamples(): PatternTable<{ zone: string; epoch: number; texts: string[] }> {
  const [[, , ...patterns] = [], ...rows] = rowsOf('samples.tsv');
  return {
    patterns,
    rows: rows.map(([zone = '', epoch = '', ...texts]) => ({ zone, epoch: Number(epoch), texts })),
  };
}

export interface WallTime {
  readonly zone: string;
  readonly wall: string;
  /** The epoch second that PHP takes it for. */
  readonly php: string;
  /** The first instant of a wall time that comes twice; empty for any other. */
  readonly first: string;
}

export function readWalls(): WallTime[] {
  const [, ...rows] = rowsOf('walls.tsv');
  return rows.map(([zone = '', wall = '', php = '', first = '']) => ({ zone, wall, php, first }));
}
