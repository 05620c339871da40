/** What a clock and a calendar show, with the abbreviation of their zone at hand for the patterns that want it. */
export interface WallClock {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Minutes ahead of UTC. */
  readonly offset: number;
  readonly abbreviation: () => string;
}

/**
 * A wall time as the epoch milliseconds at which a clock in UTC shows it, taken apart. `ahead`: by how many milliseconds
 * the clock is ahead of UTC then.
 */
export function wallClock(wall: number, ahead: number, abbreviation: () => string): WallClock {
  const days = Math.floor(wall / DAY_MS);
  const { year, month, day } = calendarDay(days);
  const seconds = Math.floor((wall - days * DAY_MS) / 1000);
  const minutes = Math.floor(seconds / 60);
  const hour = Math.floor(minutes / 60);
  return {
    year,
    month,
    day,
    weekday: (((days + THURSDAY) % 7) + 7) % 7,
    hour,
    minute: minutes - hour * 60,
    second: seconds - minutes * 60,
    offset: Math.trunc(ahead / 60_000),
    abbreviation,
  };
}

const DAY_MS = 86_400_000;
/** The day of the week on which the epoch began. */
const THURSDAY = 4;

interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * The day of the calendar so many days after 1 January 1970; in a third of the time that a Date takes for it. Years
 * are counted from March, so that the day that some years have more is the last: 153 days make five months then.
 */
function calendarDay(days: number): CalendarDay {
  const sinceMarch0 = days + 719_468;
  const era = Math.floor(sinceMarch0 / DAYS_IN_400_YEARS);
  const dayOfEra = sinceMarch0 - era * DAYS_IN_400_YEARS;
  const leapDays =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

const DAYS_IN_400_YEARS = 146_097;

type Piece = (clock: WallClock) => string;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const short = (name: string) => name.slice(0, 3);
const SHORT_MONTHS = MONTHS.map(short);
const SHORT_WEEKDAYS = WEEKDAYS.map(short);

const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
const two = (number: number) => TWO_DIGITS[number] ?? '';
const hourOf12 = ({ hour }: WallClock) => hour % 12 || 12;

/** An offset as ISO 8601 has it, `-07:00`; seconds, which clocks had long ago, are left out as PHP does. */
function offsetText({ offset }: WallClock): string {
  const size = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** PHP's date letters that Convoso's patterns (domain-facts D.5) and our own are made of. */
const LETTERS: ReadonlyMap<string, Piece> = new Map<string, Piece>([
  ['d', ({ day }) => two(day)],
  ['D', ({ weekday }) => SHORT_WEEKDAYS[weekday] ?? ''],
  ['j', ({ day }) => String(day)],
  ['l', ({ weekday }) => WEEKDAYS[weekday] ?? ''],
  ['m', ({ month }) => two(month)],
  ['M', ({ month }) => SHORT_MONTHS[month - 1] ?? ''],
  ['n', ({ month }) => String(month)],
  ['F', ({ month }) => MONTHS[month - 1] ?? ''],
  ['Y', ({ year }) => (year < 1000 ? String(year).padStart(4, '0') : String(year))],
  ['y', ({ year }) => two(year % 100)],
  ['H', ({ hour }) => two(hour)],
  ['G', ({ hour }) => String(hour)],
  ['h', (clock) => two(hourOf12(clock))],
  ['g', (clock) => String(hourOf12(clock))],
  ['i', ({ minute }) => two(minute)],
  ['s', ({ second }) => two(second)],
  ['a', ({ hour }) => (hour < 12 ? 'am' : 'pm')],
  ['A', ({ hour }) => (hour < 12 ? 'AM' : 'PM')],
  ['P', offsetText],
  ['T', ({ abbreviation }) => abbreviation()],
]);

/**
 * Makes a formatter of a pattern in PHP's date letters. A backslash takes the meaning from the next character; all
 * that is no letter of the table stands for itself, a backslash at the very end too (PHP writes a NUL there).
 */
export function compilePattern(pattern: string): Piece {
  const pieces: Piece[] = [];
  let literal = '';
  const endLiteral = () => {
    if (literal === '') return;
    const text = literal;
    pieces.push(() => text);
    literal = '';
  };
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    const escaped = character === '\\' && at < pattern.length - 1;
    const piece = escaped ? undefined : LETTERS.get(character);
    if (piece === undefined) {
      literal += escaped ? pattern.charAt((at += 1)) : character;
      continue;
    }
    endLiteral();
    pieces.push(piece);
  }
  endLiteral();
  return (clock) => {
    let text = '';
    for (const piece of pieces) text += piece(clock);
    return text;
  };
}
