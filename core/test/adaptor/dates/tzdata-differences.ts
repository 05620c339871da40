import { goldenRelease } from './goldens.js';

interface Difference {
  readonly zones: readonly string[];
  /** The release of tzdata that brought it. */
  readonly release: string;
  readonly change: string;
  /** The time it is about, in epoch seconds. */
  readonly from: number;
  readonly until: number;
}

/**
 * Where Node's tzdata and that of the goldens may disagree, since they are of different releases: this is all that
 * the goldens are not held to. Newly generated goldens, or a new Node, may need a further row.
 */
const DIFFERENCES: readonly Difference[] = [
  {
    zones: ['America/Tijuana', 'America/Ensenada', 'America/Santa_Isabel', 'Mexico/BajaNorte'],
    release: '2025c',
    change: 'Baja California had the summer time of California until 1975, too',
    from: 0,
    until: Date.UTC(1976, 0, 1) / 1000,
  },
  {
    zones: ['America/Coyhaique'],
    release: '2025b',
    change: 'a zone of its own, which before had no name',
    from: 0,
    until: Infinity,
  },
  {
    zones: ['Asia/Tehran', 'Iran'],
    release: '2025b',
    change: 'the return from +04 in 1978 was in November, not at the end of the year',
    from: Date.UTC(1978, 10, 1) / 1000,
    until: Date.UTC(1979, 0, 2) / 1000,
  },
];

const golden = goldenRelease();
/** A Node built with the zones of its system does not tell their release; it is taken for that of the goldens. */
const own = process.versions['tz'] ?? golden;
const inForce = DIFFERENCES.filter(({ release }) => own >= release !== golden >= release);

/** Whether Node's zones and the goldens' say the same of a zone, at all times since 1970. */
export function agreesAlways(zone: string): boolean {
  return !inForce.some(({ zones }) => zones.includes(zone));
}

/** Whether they say the same of a zone at an epoch second. */
export function agreesAt(zone: string, epoch: number): boolean {
  return !inForce.some(({ zones, from, until }) => zones.includes(zone) && epoch >= from && epoch < until);
}
