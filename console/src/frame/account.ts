import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SignedIn } from '../api/session.js';
import type { Alarm, Today } from '../api/types.js';
import type { Live } from '../api/use-live.js';

/** What every screen goes by: the clock of the account, how its day goes, and what goes wrong. */
export interface Account {
  /** An IANA name. */
  readonly timeZone: string;
  /** What time it was on the relay when it was asked last; a browser's clock may be wrong. */
  readonly now: string;
  readonly today: Today;
  /** What is not over yet. */
  readonly alarms: readonly Alarm[];
  readonly live: Live;
  /** Who is signed in, and what they may do. */
  readonly signedIn: SignedIn;
  /** Asks the relay again how it goes. */
  readonly refresh: () => void;
}

export const AccountContext = createContext<Account | null>(null);

export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (account === null) throw new Error('no screen is shown before the account is known');
  return account;
}

/** Whether whoever is signed in may change what the screens offer to change; who may not is offered nothing. */
export function useMayOperate(): boolean {
  return useAccount().signedIn.mayOperate;
}
