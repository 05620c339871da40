import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';
import type { ConnectConfig, SecretRef } from '@convoso-connect/core/config';
import { whereaboutsIn } from '../access/whereabouts.js';
import { acceptedConfigIn, documentInStore } from '../config/accepted.js';
import { isKeptFromUser, secretSource } from '../config/secret-source.js';
import { accountWithToken } from '../convoso/account.js';
import { convosoOptions } from '../convoso/client.js';
import { Sender } from '../deliver/sender.js';
import { readerOf } from '../reads/in-process-reader.js';
import type { Reader } from '../reads/reader.js';
import type { SealKeyPlace } from '../seals/seal-key.js';
import { storedSecretsIn } from '../seals/stored-in.js';
import { leftInFolder } from '../store/left-in-folder.js';
import { neverRunAt } from '../store/no-store.js';
import { areOthersAt, lookAt, type StorePlace } from '../store/place.js';
import { SwitchBoard } from '../switches/switch-board.js';
import { ConvosoAccount } from './account.js';
import { CHECKS } from './checks.js';
import { readConfiguration } from './configuration.js';
import { besideRelay } from './elsewhere.js';
import { doubtful, skipped, type Finding } from './finding.js';
import { workflowsInUse, type Reached, type SetUp } from './set-up.js';

/** So many of the latest occurrences tell what hooks deliver. */
const LOOKED_THROUGH = 500;

export interface Place extends StorePlace, SealKeyPlace {
  readonly configFile: string;
  /** What to do where that file is not there. */
  readonly ifNoFile?: string | undefined;
  /** Where a relay would listen; 0 for any free port. */
  readonly port: number;
  /** Where `env:` references look. */
  readonly env: NodeJS.ProcessEnv;
  /** The references to variables and files that the relay which runs there found something behind; none where left out. */
  readonly knownToRelay?: ReadonlySet<string>;
}

/** A finding, and the check that it comes from. */
export interface Examined extends Finding {
  readonly check: 'relay' | 'configuration' | keyof typeof CHECKS;
  readonly title: string;
}

/**
 * Examines a whole set-up: the configuration file, what Convoso says of the account, and what hooks have delivered.
 * Changes nothing, in Convoso or here, and may be done while the relay runs.
 */
export async function examine(place: Place): Promise<readonly Examined[]> {
  const { configFile, ifNoFile, env, knownToRelay = new Set() } = place;
  const stored = await storedSecretsIn(place);
  const configFolder = path.dirname(configFile);
  const found = secretSource({ env, configFolder, stored });
  const secrets = besideRelay(found, { knownToRelay, configFolder, isKeptFromUser });
  const accepted = await acceptedConfigIn(place);
  const { config, findings, mailFaults } = readConfiguration(
    { inStore: documentInStore(place, accepted), file: configFile, ifNoFile },
    secrets,
    accepted,
  );
  const first = [...(await inStoreAlone(place)), ...(await leftBehind(place)), ...findings].map(
    (finding) => ({ check: 'configuration', title: 'Configuration', ...finding }) as const,
  );
  const sender = new Sender();
  try {
    const rest =
      config === null ? notExamined() : await examineConfig(config, { sender, secrets, place, mailFaults });
    return [...first, ...rest];
  } finally {
    await sender.close();
  }
}

interface Means {
  readonly sender: Sender;
  readonly secrets: (ref: SecretRef) => string | undefined;
  readonly place: Place;
  readonly mailFaults: SetUp['mailFaults'];
}

async function examineConfig(config: ConnectConfig, means: Means): Promise<readonly Examined[]> {
  const setUp = {
    config,
    workflows: workflowsInUse(config),
    convoso: await reach(config, means),
    ...(await known(means.place, config)),
    mailFaults: means.mailFaults,
    port: portOf(means.place),
  };
  const examined: Examined[] = [];
  for (const [check, { title, check: look }] of entries()) {
    for (const finding of await look(setUp)) examined.push({ check, title, ...finding });
  }
  return examined;
}

function notExamined(): readonly Examined[] {
  return entries().map(([check, { title }]) => ({
    check,
    title,
    ...skipped('the configuration cannot be read', 'Mend the configuration first.'),
  }));
}

function entries() {
  return Object.entries(CHECKS) as [keyof typeof CHECKS, (typeof CHECKS)[keyof typeof CHECKS]][];
}

async function reach(config: ConnectConfig, { sender, secrets }: Means): Promise<Reached> {
  try {
    sender.configure(config.settings.egress);
    const account = new ConvosoAccount(convosoOptions(accountWithToken(config, secrets), sender));
    const error = await account.failure();
    return error === null ? { account, error } : { account: null, error };
  } catch (error) {
    if (error instanceof ConnectError) return { account: null, error };
    throw error;
  }
}

/** Of the relay that runs or ran last, or of a start; of several relays each has its own. */
function portOf({ dataFolder, databaseUrl, port }: Place): number | null {
  if (databaseUrl !== undefined) return null;
  const running = whereaboutsIn(dataFolder);
  return (running === null ? port : Number(new URL(running.url).port)) || null;
}

/** What was acknowledged before the relay went to a Postgres, and waits in its folder still. */
async function leftBehind({ dataFolder, databaseUrl }: StorePlace): Promise<readonly Finding[]> {
  const left = databaseUrl === undefined ? null : await leftInFolder(dataFolder);
  return left?.waits === true ? [doubtful(left.message, left.remedy)] : [];
}

/** A change of the configuration that its file does not have, or that there is only the file: what is examined is the file. */
function inStoreAlone(place: StorePlace): Promise<readonly Finding[]> {
  return readAt(place, async (reader) => {
    if (reader === null) return neverRun(place);
    const said = await reader.ask('configNotInFile', {});
    return said === null
      ? []
      : [doubtful(said, 'Put what it gives into the file; what follows is about the file.')];
  });
}

/** Before the first start there is a file to look at; of a database nobody sees whether it is the right one. */
function neverRun(place: StorePlace): readonly Finding[] {
  if (!areOthersAt(place)) return [];
  const { message, remedy } = neverRunAt(place);
  return [skipped(message, `${remedy} What follows is about the file.`)];
}

type Known = Pick<SetUp, 'occurrences' | 'switches' | 'failing' | 'notSent' | 'neverCalled'>;

/** What was delivered, the newest first, what is switched, what fails and what was not sent; nothing where no relay has ever run here. */
function known(place: StorePlace, { hooks }: ConnectConfig): Promise<Known> {
  const hookIds = hooks.map(({ id }) => id);
  return readAt(place, async (reader) => {
    if (reader === null)
      return {
        ...{ occurrences: [], switches: new SwitchBoard([]), failing: new Set<string>(), notSent: null },
        neverCalled: hookIds,
      };
    const occurrences = await reader.ask('recentlyDelivered', { limit: LOOKED_THROUGH });
    const switches = new SwitchBoard(await reader.ask('switches', {}));
    const failing = new Set(await reader.ask('failingEndpoints', undefined));
    const notSent = await reader.ask('notificationsNotSent', {});
    const neverCalled = await reader.ask('hooksNeverCalled', { hookIds });
    return { occurrences, switches, failing, notSent, neverCalled };
  });
}

function readAt<Value>(place: StorePlace, work: (reader: Reader | null) => Promise<Value>): Promise<Value> {
  return lookAt(place, (store) => work(store === null ? null : readerOf(store)));
}
