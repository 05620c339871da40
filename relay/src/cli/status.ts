import { EXIT_CODES, statusText, verdictOf, type StatusReport } from '../alarms/status-text.js';
import { systemClock } from '../clock.js';
import { askRelay } from './ask-relay.js';
import { readEnvironment } from './environment.js';
import { print } from './print.js';
import { relayStandingIn, relayStandingText, standingByStore, type RelayStanding } from './relay-standing.js';
import { throughRelay } from './through-relay.js';
import { acceptedIn, withReader } from './with-reader.js';

export interface StatusOptions {
  readonly json?: boolean;
}

/**
 * Prints on one screen how it goes. The exit code is 0 where all is well, 1 where something is wrong, and 2 where no relay runs or
 * it is not ready: then the data folder tells what it can. Of several relays on one database one that says it is ready will do: of
 * the others alarms tell.
 */
export async function printStatus({ json = false }: StatusOptions, env: NodeJS.ProcessEnv): Promise<void> {
  // Also where it cannot even be told: whoever watches by the exit code must not take that for a small matter.
  process.exitCode = EXIT_CODES.down;
  const standing = await relayStandingIn(readEnvironment(env).dataFolder);
  const ofFolder = (): Promise<StatusReport> => reportOfFolder(standing, env);
  const report =
    standing.kind === 'silent' ? await ofFolder() : await throughRelay(() => reportOfRelay(env), ofFolder);
  print(json ? `${JSON.stringify(report, null, 2)}\n` : statusText(report));
  process.exitCode = EXIT_CODES[verdictOf(report)];
}

type ToldBefore = Omit<StatusReport, 'relays'> & Partial<Pick<StatusReport, 'relays'>>;

/** One of an earlier version, which goes on while the commands are newer, says nothing of the others on its database. */
async function reportOfRelay(env: NodeJS.ProcessEnv): Promise<StatusReport> {
  const { relays = [], ...report } = await askRelay<ToldBefore>({ method: 'GET', place: 'status' }, env);
  return { ...report, relays };
}

/** What stands in the data folder, of which no relay answers. */
async function reportOfFolder(standing: RelayStanding, env: NodeJS.ProcessEnv): Promise<StatusReport> {
  const read = await withReader(env, async (found) => {
    const { reader } = await acceptedIn(found, env);
    const status = await reader.ask('status', { now: systemClock.now() });
    return { status, at: await standingByStore(standing, readEnvironment(env), reader) };
  });
  const { status: report, at } = read;
  if (report === null) throw new Error('the configuration is gone');
  if (at.kind === 'elsewhere' && at.relays.some((relay) => relay.standing === 'ready'))
    return { ...report, ready: true, notReady: null };
  const message = standingText(at, report.timeZone);
  return {
    ...report,
    ready: false,
    notReady: { code: 'RELAY_NOT_RUNNING', message, remedy: '', since: null },
  };
}

/** One that runs by its own word and gave no answer is none either. */
function standingText(standing: RelayStanding, timeZone: string): string {
  const isKnown = standing.kind !== 'running' && standing.kind !== 'unready';
  return relayStandingText(isKnown ? standing : { kind: 'stopped', lastSeenAt: null }, timeZone) ?? '';
}
