import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import type { AttemptParts } from '../deliver/attempt-parts.js';
import { InFlight } from '../deliver/in-flight.js';
import type { Flows } from '../flow/flows.js';
import type { Log } from '../log.js';
import { Inbox } from '../process/inbox.js';
import { OrderOfLeads } from '../process/order-of-leads.js';
import type { Repeats } from '../process/repeats.js';
import type { StoredSecrets } from '../seals/stored-secrets.js';
import type { Target } from '../store/ports/target.js';
import type { Store } from '../store/store.js';
import type { Subscriptions } from '../subscriptions/subscriptions.js';
import { Beginning } from './beginning.js';
import { Cancelling } from './cancelling.js';
import { Choosing } from './choosing.js';
import { Claiming } from './claiming.js';
import type { Health } from './health.js';
import { Intake } from './intake.js';
import { Processing } from './processing.js';
import { Recovering } from './recovering.js';
import type { Registration } from './registration.js';
import type { Reporter } from './reporter.js';
import { Reviewing } from './reviewing.js';
import { Settling } from './settling.js';
import { Slice } from './slice.js';
import { TakingOver } from './taking-over.js';
import { Withheld } from './withheld.js';

/** What the work needs of the rest of the relay. */
export interface WorkParts {
  readonly store: Store;
  readonly registration: Registration;
  readonly log: Log;
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  readonly revisions: Revisions;
  readonly repeats: Repeats;
  readonly attempts: AttemptParts;
  readonly flows: Flows;
  readonly reporter: Reporter;
  readonly health: Health;
  readonly subscriptions: Subscriptions;
  readonly seals: StoredSecrets;
  /** Whether a named key is there and has not expired. */
  readonly isKeyOpen: (keyId: string) => boolean;
}

/** What the scheduler wants to know of. */
export interface Listeners {
  /** An action was taken up, and is to begin. */
  readonly taken: () => void;
  /** There is work that came from elsewhere: an attempt has ended, or something may be due. */
  readonly work: () => void;
}

/** All that has a part in the work, from what arrives to what is settled; the scheduler says which of it is done when. */
export interface Stages {
  readonly inbox: Inbox;
  readonly inFlight: InFlight;
  readonly withheld: Withheld;
  readonly intake: Intake;
  readonly processing: Processing;
  readonly choosing: Choosing;
  readonly beginning: Beginning;
  readonly settling: Settling;
  readonly slice: Slice;
  readonly takingOver: TakingOver;
}

export function stagesOf(parts: WorkParts, listeners: Listeners): Stages {
  const { store, registration, clock, log, config, revisions, repeats, attempts } = parts;
  const relay = registration;
  const { flows, reporter, health, subscriptions, seals, isKeyOpen } = parts;
  const inFlight = new InFlight((target) => flows.places(target));
  const withheld = new Withheld({ log, clock, tell: (notice) => reporter.tell(notice) });
  const inbox = new Inbox(relay, () => withheld.idsOut('deliveries'));
  const order = new OrderOfLeads({ clock, relay });
  const intake = new Intake({ store, inbox, relay, config });
  const cancelling = new Cancelling(store);
  const choosing = new Choosing({ clock, relay, inFlight, flows, withheld });
  const lookAt = (targets: Iterable<Target>): void => choosing.lookAt(targets);
  const reviewing = new Reviewing({ clock, config, revisions, relay, flows, seals, isKeyOpen });
  const settling = new Settling({
    ...{ store, relay, clock, reporter, withheld, lookAt },
    placeFreed: (target) => choosing.placeFreed(target),
    subscriptionsEnded: (ids) => subscriptions.endedAs(ids),
  });
  const beginning = new Beginning({
    ...{ store, registration, log, clock, attempts, flows, health, inFlight },
    ended: (settlement) => {
      settling.add(settlement);
      listeners.work();
    },
  });
  const claiming = new Claiming({
    ...{ store, relay, clock, config, choosing, reviewing, flows, reporter, withheld },
    begin: (action) => {
      beginning.add(action);
      listeners.taken();
    },
  });
  const processing = new Processing({
    ...{
      store,
      relay,
      clock,
      config,
      revisions,
      repeats,
      order,
      inbox,
      reporter,
      withheld,
      cancelling,
      lookAt,
    },
    remember: (occurrences) => reviewing.remember(occurrences),
  });
  const recovering = new Recovering({ store, clock, log, flows, lookAt });
  subscriptions.onEnded((targets) => {
    recovering.bring(targets);
    listeners.work();
  });
  const slice = new Slice({
    ...{ store, relay, config, settling, processing, choosing, reviewing },
    ...{ claiming, cancelling, recovering, reporter },
  });
  const takingOver = new TakingOver({
    ...{ store, registration, log, clock, config, inbox, processing, settling },
  });
  return { inbox, inFlight, withheld, intake, processing, choosing, beginning, settling, slice, takingOver };
}
