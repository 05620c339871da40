import type { Today } from '../../api/types.js';
import { counted } from '../../words/kinds.js';

type Hour = Today['hours'][number];

const HEIGHT = 72;
/** For the hours below the bars, as large as they are on a telephone. */
const LABELS = 26;
const STEP = 26;
const BAR = 18;
/** A day has 24 hours, but for the two on which the clocks change. */
const USUAL_HOURS = 24;

/** What came in by the hour, and how much of what was sent did not arrive. */
export function Hours({ hours }: { readonly hours: readonly Hour[] }) {
  const most = Math.max(
    1,
    ...hours.map(({ received, refused, failed }) => Math.max(received, refused + failed)),
  );
  const width = Math.max(hours.length, USUAL_HOURS) * STEP;
  const barOf = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT));
  return (
    <figure class="hours">
      <figcaption>
        By the hour: <span class="key received">calls that came in</span>{' '}
        <span class="key bad">attempts that failed</span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${HEIGHT + LABELS}`} role="img" aria-label={toldOf(hours)}>
        <line class="ground" x1="0" x2={width} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
        {hours.map(({ from, received, refused, failed, hour }, index) => {
          const x = index * STEP + (STEP - BAR) / 2;
          const bad = barOf(refused + failed);
          return (
            <g key={from}>
              <title>{titleOf({ hour, received, bad: refused + failed })}</title>
              <rect
                class="received"
                x={x}
                y={HEIGHT - barOf(received)}
                width={BAR}
                height={barOf(received)}
                rx="2"
              />
              <rect class="bad" x={x + BAR / 2} y={HEIGHT - bad} width={BAR / 2} height={bad} rx="2" />
              {index % 3 === 0 && (
                <text x={x + BAR / 2} y={HEIGHT + LABELS - 4}>
                  {clockOf(hour)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** `2026-11-20 09:00:00 PST` as `09`. */
function clockOf(hour: string): string {
  return /(\d\d):\d\d/.exec(hour)?.[1] ?? hour;
}

function titleOf({ hour, received, bad }: { hour: string; received: number; bad: number }): string {
  return `${clockOf(hour)}:00: ${counted(received, 'call')} came in, ${counted(bad, 'attempt')} failed`;
}

/** The same for who does not see it. */
function toldOf(hours: readonly Hour[]): string {
  const busy = hours.filter(({ received, refused, failed }) => received + refused + failed > 0);
  if (busy.length === 0) return 'Nothing came in today.';
  return busy
    .map(({ hour, received, refused, failed }) => titleOf({ hour, received, bad: refused + failed }))
    .join('. ');
}
