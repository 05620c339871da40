import { useAccount } from '../frame/account.js';
import { localTime, withLocalTimes } from '../words/time.js';
import { Text } from './text.js';

/** An instant by the account's clock. */
export function Time({ at, none = '–' }: { readonly at: string | null; readonly none?: string }) {
  const { timeZone } = useAccount();
  if (at === null) return <span class="none">{none}</span>;
  return (
    <time class="time" dateTime={at}>
      {localTime(at, timeZone)}
    </time>
  );
}

/** A sentence of the relay, with its instants by the account's clock. */
export function Said({ children, none = '–' }: { readonly children: string | null; readonly none?: string }) {
  const { timeZone } = useAccount();
  return (
    <Text none={none} as="sentence">
      {children === null ? null : withLocalTimes(children, timeZone)}
    </Text>
  );
}
