import { ConnectError } from '@convoso-connect/core';
import { Alarms } from '../alarms/alarms.js';
import { Digest } from '../alarms/digest.js';
import { Heartbeat } from '../alarms/heartbeat.js';
import { NameRefresh } from '../account-names/refresh.js';
import { attemptParts, type AttemptParts } from '../deliver/attempt-parts.js';
import { flowSettingsOf, targetsOf } from '../flow/flow-settings.js';
import { Flows } from '../flow/flows.js';
import { Inspector } from '../inspect/inspector.js';
import { Notifier } from '../notify/notifier.js';
import { Repeats } from '../process/repeats.js';
import type { People } from './people.js';
import { Subscriptions } from '../subscriptions/subscriptions.js';
import { Retention } from '../retention/retention.js';
import { retentionOf } from '../retention/running.js';
import { ClockWatch } from '../work/clock-watch.js';
import { Health, storeNotice, storeNotices, type Trouble } from '../work/health.js';
import { Reporter } from '../work/reporter.js';
import { Scheduler } from '../work/scheduler.js';
import { StoreProbe } from '../work/store-probe.js';
import type { Configured } from './configuration.js';
import type { Ground } from './ground.js';
import type { Start } from './options.js';
import { OthersChanges } from './others-changes.js';

/** All that a relay does by itself, in between or beside what arrives. */
export interface Work {
  readonly attempts: AttemptParts;
  readonly flows: Flows;
  readonly scheduler: Scheduler;
  readonly health: Health;
  readonly alarms: Alarms;
  readonly subscriptions: Subscriptions;
  readonly inspector: Inspector;
  /** Does what is due now, and resolves when that is done and told. */
  readonly settle: () => Promise<void>;
  /** What is to be done several times a second. */
  readonly beats: readonly { beat(): void }[];
  /** Fires with the reason where the relay must not go on: another one has taken its folder. */
  readonly lost: Promise<ConnectError>;
}

/** Work that has not gone on for so long has come to a halt. */
const LONGEST_TURN_MS = 60_000;

/** Takes up the work where the last relay left it: what a stop has cut off is gone through before anything else is done. */
export async function beginWork(
  start: Start,
  ground: Ground,
  configured: Configured,
  people: People,
): Promise<Work> {
  const { options, clock, log, closing } = start;
  const { store, registration, told, reader, watch } = ground;
  const { keeper, sender, truth, storedSecrets: seals } = configured;
  const config = () => keeper.current;
  const useSecrets = (): (() => void) => keeper.useSecrets();
  const { keys } = people;
  const random = options.random ?? Math.random;
  const isKeyOpen = (keyId: string): boolean => keys.isOpen(keyId, clock.now());
  const subscriptions = await Subscriptions.open({ store, clock, log, config, seals, isKeyOpen });
  closing.add(() => subscriptions.stop());
  const subscriptionNames = () => subscriptions.names;
  const flows = new Flows({
    clock,
    settingsOf: (target) => flowSettingsOf(config(), target, subscriptions),
    relays: registration,
    halts: await store.halts.all(),
    targets: () => targetsOf(config()),
  });
  const attempts = attemptParts({
    ...{ store, clock, sender, random, config, flows, useSecrets },
    relay: registration,
  });
  const { underWay } = attempts;
  const confirm = (): Promise<void> => registration.confirm();
  const notifier = new Notifier({
    ...{ store, relay: registration, clock, log, sender, config, useSecrets, underWay, confirm },
  });
  let folderLostAt: number | null = null;
  const folderLost = () => {
    if (watch.fault === null) return null;
    folderLostAt ??= clock.now();
    return lostSince({ ...watch.fault.fault, since: folderLostAt });
  };
  const unready = () => folderLost() ?? lostSince(health.trouble);
  const alarms = await Alarms.open({
    store,
    relay: registration,
    reader,
    clock,
    log,
    config,
    names: subscriptionNames,
    configRefusedAt: () => truth.refusedAt,
    unready,
  });
  registration.tells({ unready, configRefusedAt: () => truth.refusedAt });
  closing.add(() => alarms.stop());
  const reporter = new Reporter({ store, log, clock, config, names: subscriptionNames, alarms });
  const { teller } = registration;
  const health = new Health({
    log,
    clock,
    teller,
    tellNow: (notice) => notifier.tellNow(notice),
    tell: (notice) => reporter.tell(notice),
    resolved: (notice) => reporter.resolved(notice),
  });
  const clockWatch = new ClockWatch({ clock, log, tell: (notice) => reporter.tell(notice) });
  clockWatch.begin(await store.intake.latestArrival());
  const { revisions } = keeper;
  const repeats = new Repeats();
  const scheduler = new Scheduler({
    store,
    registration,
    log,
    clock,
    config,
    revisions,
    repeats,
    attempts,
    flows,
    reporter,
    health,
    subscriptions,
    seals,
    isKeyOpen,
  });
  alarms.onPublished((targets) => scheduler.lookAt(targets));
  const lost = new Promise<ConnectError>((lose) => {
    told.listen({
      syncFailed: (error) => health.failed('intake', error),
      faulty: ({ fault }) => {
        const { code, message, remedy } = fault;
        if (code === 'LOCK_LOST') {
          scheduler.beginNothing();
          lose(new ConnectError(code, message, remedy));
        }
        const notice = storeNotice(fault, { teller, at: clock.now() });
        void notifier.tellNow(notice).catch(() => false);
      },
    });
  });
  await scheduler.recover();
  await store.notices.resolve(storeNotices(teller), clock.now());
  closing.add(() => scheduler.stop());
  const storeFailed = (error: unknown): void => health.failed('work', error);
  const probe = new StoreProbe({
    store,
    clock,
    failed: storeFailed,
    isKnownToFail: () => health.trouble !== null,
  });
  closing.add(() => probe.stop());
  const retention = new Retention({ store, clock, log, storeFailed, ...retentionOf(config) });
  closing.add(() => retention.stop());
  closing.add(() => notifier.stop());
  const digest = new Digest({ store, reader, clock, log, config });
  closing.add(() => digest.stop());
  const isWell = (): boolean =>
    health.trouble === null &&
    watch.fault === null &&
    Math.abs(clock.now() - scheduler.lastTurn) < LONGEST_TURN_MS;
  const pulse = new Heartbeat({ sender, clock, log, config, isWell, useSecrets });
  closing.add(() => pulse.stop());
  const names = new NameRefresh({ store, clock, log, convoso: attempts.convoso });
  closing.add(() => names.stop());
  const asked = options.accountNames === 'never' ? [] : [names];
  const inspector = new Inspector();
  const others = new OthersChanges({
    store,
    log,
    clock,
    keeper,
    truth,
    people,
    seals,
    subscriptions,
    flows,
    inspector,
    teller,
  });
  closing.add(() => others.stop());
  registration.onRenewed(() => {
    scheduler.takeOver();
    others.look();
  });
  const once = [digest, pulse, notifier, retention, ...asked];
  const beats = [
    clockWatch,
    registration,
    scheduler,
    subscriptions,
    alarms,
    ...once.map((each) => registration.whileLeading(each)),
    probe,
  ];
  const settle = async (): Promise<void> => {
    await registration.renewWhenDue();
    scheduler.beat();
    await scheduler.rest();
    await alarms.look();
    digest.beat();
    await digest.stop();
    await notifier.sendAll();
  };
  return { attempts, flows, scheduler, health, alarms, subscriptions, inspector, settle, beats, lost };
}

function lostSince(trouble: Trouble | null): { since: number; message: string } | null {
  return trouble === null ? null : { since: trouble.since, message: `${trouble.message}. ${trouble.remedy}` };
}
