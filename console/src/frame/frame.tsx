import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { signOut } from '../api/session.js';
import { Refusal } from '../parts/refusal.js';
import { Text } from '../parts/text.js';
import { Link } from '../router/link.js';
import { hrefOf, usePlace } from '../router/location.js';
import { SCREENS, type ScreenPath } from '../router/places.js';
import { shownNumber } from '../words/kinds.js';
import { zoneName, zoneShort } from '../words/time.js';
import { useAccount } from './account.js';

interface FrameProps {
  readonly screen: ScreenPath | null;
  /** Why the relay could not be asked just now; null where it could. */
  readonly error: unknown;
  readonly retry: () => void;
  readonly children: ComponentChildren;
}

/** What stands around every screen: where one is, where one can go, and whose clock counts. */
export function Frame({ screen, error, retry, children }: FrameProps) {
  const { alarms, today, now, timeZone, signedIn } = useAccount();
  const wrong = alarms.length + today.wrong.length;
  const { path } = usePlace();
  const [isOpen, setOpen] = useState(false);
  const isFirst = useRef(true);
  useEffect(() => {
    setOpen(false);
    // Who cannot see the screen change is told by where the focus is.
    if (!isFirst.current) document.querySelector('h1')?.focus();
    isFirst.current = false;
  }, [path]);
  return (
    <div class="frame">
      <a class="skip" href="#screen">
        Skip to the screen
      </a>
      <header class="bar">
        <Link href={hrefOf('')} class="brand" label="Convoso Connect: Today">
          <span class="brand-sign" aria-hidden="true" /> Convoso Connect
        </Link>
        <span class="zone-narrow" title={`Times are those of the account: ${zoneName(now, timeZone)}`}>
          <span class="unseen">Times in </span>
          {zoneShort(now, timeZone)}
        </span>
        <button
          type="button"
          class="menu plain"
          aria-expanded={isOpen}
          aria-controls="menu"
          onClick={() => setOpen(!isOpen)}
        >
          Menu
        </button>
        <nav id="menu" aria-label="Screens" class={isOpen ? 'open' : ''}>
          <ul>
            {SCREENS.map(({ path: to, name }) => (
              <li key={to}>
                <Link href={hrefOf(to)} current={to === screen}>
                  {name}
                  {to === '' && wrong > 0 && <Count of={wrong} what="wrong" />}
                </Link>
              </li>
            ))}
          </ul>
          <p class="zone">
            Times are those of the account
            <br />
            <strong>{zoneName(now, timeZone)}</strong>
          </p>
          <p class="zone">
            Signed in as <Text>{signedIn.who}</Text>
            {!signedIn.mayOperate && ', to look and not to change'}
          </p>
          <button type="button" class="plain" onClick={() => void signOut()}>
            Sign out
          </button>
        </nav>
      </header>
      <main id="screen">
        {error !== null && <Refusal error={error} retry={retry} />}
        {children}
      </main>
    </div>
  );
}

function Count({ of, what }: { readonly of: number; readonly what: string }) {
  return (
    <span class="count">
      {shownNumber(of)} <span class="unseen">{what}</span>
    </span>
  );
}
