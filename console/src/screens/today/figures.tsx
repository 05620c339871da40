import type { Today } from '../../api/types.js';
import { Link } from '../../router/link.js';
import { hrefOf } from '../../router/location.js';
import { shownNumber } from '../../words/kinds.js';

/** So many are counted at most. */
const MOST_TURNED_AWAY = 1_000;

/** The figures of the account's day; each leads to what it counts. */
export function Figures({ totals }: { readonly totals: Today['totals'] }) {
  const { received, fired, sent, undeliveredToday, waiting, turnedAway } = totals;
  const figures = [
    { name: 'Received', count: received, path: '/calls', tone: '' },
    { name: 'Planned', count: fired, path: '/calls', tone: '' },
    { name: 'Sent', count: sent, path: '/logs', tone: '' },
    { name: 'Not delivered', count: undeliveredToday, path: '/failures', tone: 'bad' },
    { name: 'Waiting', count: waiting, path: '/pending', tone: 'waiting' },
    { name: 'Turned away', count: turnedAway, path: '/turned-away', tone: 'waiting' },
  ];
  return (
    <ul class="figures" aria-label="Today in figures">
      {figures.map(({ name, count, path, tone }) => (
        <li key={name} class={count > 0 ? tone : ''}>
          <Link href={hrefOf(path)}>
            <span class="figure">
              {shownNumber(count)}
              {name === 'Turned away' && count >= MOST_TURNED_AWAY && '+'}
            </span>
            <span class="figure-name">{name}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
