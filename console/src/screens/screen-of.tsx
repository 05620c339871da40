import type { Found } from '../router/places.js';
import { hrefOf } from '../router/location.js';
import { Link } from '../router/link.js';
import { Empty } from '../parts/empty.js';
import { Screen } from '../parts/screen.js';
import { CallStory } from './call/call-story.js';
import { Calls } from './calls/calls.js';
import { Failures } from './failures/failures.js';
import { Lead } from './lead/lead.js';
import { LogEntry } from './logs/log-entry.js';
import { Logs } from './logs/logs.js';
import { Pending } from './pending/pending.js';
import { Today } from './today/today.js';
import { OneTurnedAway } from './turned-away/one-turned-away.js';
import { TurnedAway } from './turned-away/turned-away.js';

/** The screen of a place. */
export function ScreenOf({ place }: { readonly place: Found | null }) {
  if (place === null) return <Nowhere />;
  const { screen, id } = place;
  switch (screen) {
    case '':
      return id === null ? <Today /> : <Nowhere />;
    case '/calls':
      return id === null ? <Calls /> : <CallStory key={id} id={id} />;
    case '/failures':
      return id === null ? <Failures /> : <Nowhere />;
    case '/pending':
      return id === null ? <Pending /> : <Nowhere />;
    case '/turned-away':
      return id === null ? <TurnedAway /> : <OneTurnedAway key={id} id={id} />;
    case '/logs':
      return id === null ? <Logs /> : <LogEntry key={id} id={id} />;
    case '/leads':
      return <Lead key={id} id={id} />;
  }
}

function Nowhere() {
  return (
    <Screen title="Not here">
      <Empty title="There is no such page">
        The link may be cut off, or of another version. <Link href={hrefOf('')}>Go to Today</Link>
      </Empty>
    </Screen>
  );
}
