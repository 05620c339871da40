import { shellWord } from '../shell-word.js';
import type { ConnectConfig } from '@convoso-connect/core/config';
import { alarmPlaceFailing } from '../alarms/where-alarms-go.js';
import { endpointIdOf } from '../endpoint-id.js';
import { notSent } from '../notify/not-sent.js';
import { LATEST_NOTICES, type StoredNotice } from '../store/ports/notices.js';
import { configNotInFile } from './config-not-in-file.js';
import type { StoreReads } from '../store/store.js';
import { SwitchBoard } from '../switches/switch-board.js';
import { switchOnCommand, switchedOffEndpoints, switchedOffText } from '../switches/switched-off.js';
import { targetOfKey } from '../store/target-key.js';
import { localTime, withLocalTimes } from './local-time.js';
import { turnedAway } from './turned-away.js';
import { undelivered, type Names } from './undelivered.js';

const DAY_MS = 24 * 60 * 60_000;

interface Asked extends Names {
  readonly now: number;
  /** The configuration accepted last; null before the first. */
  readonly config: ConnectConfig | null;
  /** Endpoints that are told to fail otherwise; none where left out. */
  readonly alarmed?: ReadonlySet<string>;
  /** What was due before this ended undelivered long ago, and is not told; everything is where left out. */
  readonly undeliveredSince?: number;
}

/** The same, and silence: who asks why something did not fire wants to know that nothing came. */
export async function wrongNow(store: StoreReads, asked: Asked): Promise<string[]> {
  return [...(await faultsNow(store, asked)), ...(await silence(store, asked.now, asked.timeZone))];
}

/**
 * What is wrong with a set-up now, the gravest first: a configuration that is refused, or that only the store has, calls that
 * are turned away, endpoints that fail or are off, what ended undelivered, workflows that loop or fail, a store that takes
 * nothing. What was mended since is not told. Each is a sentence; where there is more to say, lines follow it.
 */
export async function faultsNow(store: StoreReads, asked: Asked): Promise<string[]> {
  const { now, timeZone, config } = asked;
  const since = now - DAY_MS;
  const switches = new SwitchBoard(await store.switches.all());
  const notices = await store.notices.page({ after: null, limit: LATEST_NOTICES });
  const hooks = new Set(config?.hooks.map(({ id }) => id));
  return [
    ...refused(notices, timeZone),
    ...[await configNotInFile(store)].filter((said) => said !== null),
    ...(await turnedAway(store, { since, timeZone, isHook: (id) => hooks.has(id) })),
    ...(await failing(store, asked)),
    ...(config === null ? [] : switchedOff(config, switches)),
    ...(await paused(store, asked)),
    ...(config === null ? [] : untold(config, await failingEndpoints(store), notices)),
    ...(await undelivered(store, asked, asked.undeliveredSince ?? null)),
    ...(await told(store, notices, { since, switches, timeZone })),
  ];
}

function refused(notices: readonly StoredNotice[], timeZone: string): string[] {
  return notices
    .filter(({ kind, resolvedAt }) => kind === 'config-refused' && resolvedAt === null)
    .map(({ message, lastAt }) => {
      return `The configuration was refused at ${localTime(lastAt, timeZone)}: ${withLocalTimes(message, timeZone)}`;
    });
}

async function failing(store: StoreReads, { timeZone, targetName, alarmed }: Asked): Promise<string[]> {
  const targets = await store.pending.failingTargets();
  const untold = targets.filter(({ target }) => alarmed?.has(endpointIdOf(target)) !== true);
  return untold.map(({ target, waiting, since, reason }) => {
    const actions = waiting === 1 ? 'One action waits' : `${waiting} actions wait`;
    const why = reason === null ? '' : `: ${withLocalTimes(reason, timeZone).replace(/\.$/, '')}`;
    const first = waiting === 1 ? 'since' : 'the first since';
    return `${actions} for another attempt at "${targetName(target)}", ${first} ${localTime(since, timeZone)}${why}.`;
  });
}

function switchedOff(config: ConnectConfig, switches: SwitchBoard): string[] {
  const { timeZone } = config.account;
  return switchedOffEndpoints(config, switches).map((endpoint) => {
    const text = withLocalTimes(switchedOffText(endpoint), timeZone);
    return `${capitalised(text)}. Switch it on: ${switchOnCommand('endpoint', endpoint.id)}`;
  });
}

/**
 * Alarms that reach nobody because the endpoint that they are posted to fails itself, and notifications that could not be sent; the
 * rest is for the doctor.
 */
function untold(
  config: ConnectConfig,
  failing: ReadonlySet<string>,
  notices: readonly StoredNotice[],
): string[] {
  return [alarmPlaceFailing(config, failing), notSent(notices, config)]
    .filter((trouble) => trouble !== null)
    .map(({ message, remedy }) => `${capitalised(message)}. ${remedy}`);
}

async function failingEndpoints(store: StoreReads): Promise<ReadonlySet<string>> {
  const open = (await store.alarms.all()).filter(({ resolvedAt }) => resolvedAt === null);
  return new Set(open.flatMap(({ kind, about }) => (kind === 'failing' ? [about] : [])));
}

/** What somebody has paused, which is easily forgotten. */
async function paused(store: StoreReads, { timeZone, targetName }: Names): Promise<string[]> {
  const pauses = (await store.halts.lasting()).filter(({ cause }) => cause === 'paused');
  return pauses.map(({ part, since, reason }) => {
    const what = part === null ? 'Everything' : `The endpoint "${targetName(targetOfKey(part))}"`;
    const resume = part === null ? '--all' : `--endpoint ${shellWord(part)}`;
    return `${what} is paused since ${localTime(since, timeZone)}, ${reason}. Resume it: npm run connect -- resume ${resume}`;
  });
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

interface Noticed {
  readonly since: number;
  readonly switches: SwitchBoard;
  readonly timeZone: string;
}

/**
 * What notifications tell of workflows and of the store, as far as it goes on: a workflow that loop protection has switched off
 * is off, one that triggers itself runs as it did then, and the store has taken nothing since.
 */
async function told(
  store: StoreReads,
  notices: readonly StoredNotice[],
  { since, switches, timeZone }: Noticed,
): Promise<string[]> {
  const accepted = (await store.configuration.latest())?.acceptedAt ?? 0;
  return notices.flatMap(({ kind, key, message, lastAt: at, resolvedAt: resolved }) => {
    const sentence = `${localTime(at, timeZone)}: ${withLocalTimes(message, timeZone)}`;
    const id = key.slice(key.indexOf(':') + 1);
    const off = switches.offReason(id) !== null;
    switch (kind) {
      case 'loop':
        return off ? [`${sentence} ${switchOnCommand('workflow', id)}`] : [];
      case 'self-causing':
        return !off && at > since && at >= accepted ? [sentence] : [];
      case 'not-ready':
        return resolved === null && at > since ? [sentence] : [];
      default:
        return [];
    }
  });
}

async function silence(store: StoreReads, now: number, timeZone: string): Promise<string[]> {
  const [latest] = await store.occurrences.recent({ phone: null, limit: 1 });
  if (latest === undefined || latest.receivedAt > now - DAY_MS) return [];
  return [`Nothing has arrived since ${localTime(latest.receivedAt, timeZone)}.`];
}
