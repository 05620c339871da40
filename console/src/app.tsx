import { useEffect, useState } from 'preact/hooks';
import { findSession, relay, whenSignedOut, type SignedIn, type SignedOut } from './api/session.js';
import { useLive, useReloadOn } from './api/use-live.js';
import { useLoaded } from './api/use-loaded.js';
import { AccountContext } from './frame/account.js';
import { Frame } from './frame/frame.js';
import { LoadedView } from './parts/loaded.js';
import { usePlace } from './router/location.js';
import { screenAt } from './router/places.js';
import { ScreenOf } from './screens/screen-of.js';
import { SignIn } from './screens/sign-in/sign-in.js';

/** The console: the sign-in, or the screen that the address names. */
export function App() {
  const session = useLoaded('session', findSession);
  /** What came of it since; undefined: nothing yet. */
  const [changed, setChanged] = useState<SignedIn | SignedOut | undefined>(undefined);
  useEffect(() => whenSignedOut(setChanged), []);
  if (changed === undefined && (session.loading || session.error !== null))
    return (
      <main class="alone">
        <LoadedView of={session} what="who is signed in">
          {() => null}
        </LoadedView>
      </main>
    );
  if (typeof changed === 'string')
    return <SignIn isOver={changed === 'session over'} onSignedIn={setChanged} />;
  const signedIn = changed ?? session.value;
  return signedIn === null ? (
    <SignIn isOver={false} onSignedIn={setChanged} />
  ) : (
    <Signed signedIn={signedIn} />
  );
}

function Signed({ signedIn }: { readonly signedIn: SignedIn }) {
  const live = useLive();
  const day = useLoaded('day', readDay);
  const { path } = usePlace();
  const place = screenAt(path);
  const { value, error, reload } = day;
  useReloadOn(live.news, reload);
  if (value === null)
    return (
      <main class="alone">
        <LoadedView of={day} what="how the day goes">
          {() => null}
        </LoadedView>
      </main>
    );
  const { today, alarms } = value;
  const account = { timeZone: today.timeZone, now: today.at, today, alarms, signedIn, live, refresh: reload };
  return (
    <AccountContext.Provider value={account}>
      <Frame screen={place?.screen ?? null} error={error} retry={reload}>
        <ScreenOf place={place} />
      </Frame>
    </AccountContext.Provider>
  );
}

async function readDay() {
  const [today, open, acknowledged] = await Promise.all([
    relay.today.get(),
    relay.alarms.list({ state: 'open' }),
    relay.alarms.list({ state: 'acknowledged' }),
  ]);
  return { today, alarms: [...open.alarms, ...acknowledged.alarms] };
}
