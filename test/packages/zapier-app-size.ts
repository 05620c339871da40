/** How large the app for Zapier is, in kB: what is loaded before any step runs, the most that one step loads, and all of it. */
export interface AppSize {
  readonly common: number;
  readonly step: number;
  readonly whole: number;
}

/** Of the first sizes nobody measured what one step loads. */
export interface AcceptedSize extends Omit<AppSize, 'step'> {
  readonly step?: number;
  /** What made it differ from the size before. */
  readonly why: string;
}

/**
 * What no reason makes up for. Zapier loads the app anew for every step that runs after a pause, and people wait for what
 * that step loads: `common` and `step`. `whole` is uploaded once and loaded by no run; Zapier itself takes 30 MB of it, and
 * its bound is there for what is bundled by mistake, such as a library twice.
 */
const MOST: AppSize = { common: 240, step: 380, whole: 480 };

/** What a change of a few words brings is no reason to ask for one. */
const LEEWAY = 1.01;

/**
 * What is wrong with a size, in sentences; none where it is as it was accepted last, and no more than it may ever be. To
 * be smaller is told as well: what is gained and not written down, the next change could use up without a word.
 */
export function sizeComplaints(measured: AppSize, accepted: readonly AcceptedSize[]): readonly string[] {
  return (['common', 'step', 'whole'] as const).flatMap((part) => [
    ...beyondMost(part, measured),
    ...unexplained(part, accepted),
    ...against(part, measured, accepted.at(-1)),
  ]);
}

function beyondMost(part: keyof AppSize, measured: AppSize): string[] {
  if (measured[part] <= MOST[part]) return [];
  return [
    `${part}: it is ${kB(measured[part])}, and ${kB(MOST[part])} is the most it may be; no reason allows more.`,
  ];
}

function unexplained(part: keyof AppSize, accepted: readonly AcceptedSize[]): string[] {
  return accepted.slice(1).flatMap((row, index) => {
    const [before, after] = [accepted[index]?.[part], row[part]];
    if (before === undefined || after === undefined || after <= before || row.why.trim() !== '') return [];
    return [`${part}: grew from ${kB(before)} to ${kB(after)} without a reason in sizes.json.`];
  });
}

function against(part: keyof AppSize, measured: AppSize, last: AcceptedSize | undefined): string[] {
  const size = last?.[part];
  if (size === undefined) return [`${part}: sizes.json names no size that was accepted.`];
  const change = `${part}: ${kB(size)} was accepted, and it is ${kB(measured[part])}`;
  if (measured[part] > size * LEEWAY) return [`${change}; add a row to sizes.json with the reason.`];
  if (measured[part] * LEEWAY < size) return [`${change}; add a row to sizes.json to keep it.`];
  return [];
}

function kB(size: number): string {
  return `${size.toFixed(1)} kB`;
}
