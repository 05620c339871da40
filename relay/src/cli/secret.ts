import { ConnectError } from '@convoso-connect/core';
import { SECRETS_KEY_REPLACED, type AnswerOf, type RelayApi } from '@convoso-connect/core/relay-contract';
import { systemClock } from '../clock.js';
import { localTime } from '../explain/local-time.js';
import { iso } from '../iso.js';
import { assertKeyOfVariable, sealKeyFileIn } from '../seals/seal-key.js';
import { secretState } from '../seals/secret-state.js';
import { assertStorable, listedSecrets } from '../seals/stored-secrets.js';
import { assertUnused, assertUsable, namedPlacesOf } from '../seals/use.js';
import { askRelay } from './ask-relay.js';
import { audited } from './audited.js';
import { readEnvironment, type Environment } from './environment.js';
import { acceptedOrFirst, firstConfig } from './first-config.js';
import { print } from './print.js';
import { readSecret } from './read-secret.js';
import { hasStore } from '../store/place.js';
import { warningLine } from './warning-line.js';
import { throughRelay } from './through-relay.js';
import { withFolder, withNewFolder } from './with-folder.js';
import { withReads } from './with-reader.js';

export interface DeleteOptions {
  readonly evenIfUsed?: boolean;
}

interface ListedSecret {
  readonly name: string;
  readonly setAt: string;
  readonly usedAt: readonly string[];
}

interface SecretList {
  readonly secrets: readonly ListedSecret[];
  /** Of the account; UTC before there is a configuration. */
  readonly timeZone: string;
}

/** Keeps a secret in the store; through the running relay or, where none runs on the data folder, by itself. */
export async function setSecret(name: string, env: NodeJS.ProcessEnv): Promise<void> {
  const secret = await readSecret(name);
  const environment = readEnvironment(env);
  const { usedAt, takenUp, warnings } = await throughRelay(
    () =>
      askRelay<Pick<AnswerOf<RelayApi['secrets']['set']>, 'usedAt' | 'takenUp' | 'warnings'>>(
        { method: 'PUT', place: `secrets/${encodeURIComponent(name)}`, body: { secret } },
        env,
      ),
    () => {
      assertAcceptable(name, secret, environment);
      return withNewFolder(env, async ({ store, openSecrets }) => {
        const config = await acceptedOrFirst(store, environment);
        const warnings = assertUsable(name, secret, config);
        const stored = await openSecrets();
        await audited(store, 'secrets.set', async (change) => {
          const before = secretState(stored, name);
          await stored.set(name, secret, systemClock.now());
          change.note({ part: `secret:${name}`, before, after: secretState(stored, name) });
        });
        return { usedAt: namedPlacesOf(name, config), takenUp: true, warnings };
      });
    },
  );
  print(`The secret ${name} is stored. Nobody is shown it again.\n`);
  if (usedAt.length === 0) print(`Refer to it as { "secretRef": "store:${name}" }.\n`);
  else if (takenUp) print(`It is used at ${usedAt.join(', ')} from now on.\n`);
  else print('The running configuration goes on with the one before: see the notifications for why.\n');
  if (warnings.length > 0) print(`${warnings.map(warningLine).join('\n')}\n`);
}

/** What can be told before there is a folder, so that a command which is refused leaves none behind. */
function assertAcceptable(name: string, secret: string, environment: Environment): void {
  assertStorable(name, secret);
  assertKeyOfVariable(environment);
  if (!hasStore(environment)) assertUsable(name, secret, firstConfig(environment));
}

/** Lists the names of what is stored, and where the configuration uses it. */
export async function listSecretNames(env: NodeJS.ProcessEnv): Promise<void> {
  const { secrets, timeZone } = await throughRelay(
    () => askRelay<SecretList>({ method: 'GET', place: 'secrets' }, env),
    () =>
      withReads(env, async (store) => {
        const config = await acceptedOrFirst(store, readEnvironment(env));
        const stored = await store.configuration.secrets();
        return {
          timeZone: config?.account.timeZone ?? 'UTC',
          secrets: listedSecrets(stored).map(({ name, setAt }) => ({
            name,
            setAt: iso(setAt),
            usedAt: namedPlacesOf(name, config),
          })),
        };
      }),
  );
  if (secrets.length === 0) print('No secret is stored. Store one: npm run connect -- secret set NAME\n');
  for (const { name, setAt, usedAt } of secrets) {
    const when = localTime(setAt, timeZone);
    print(`${name}, set at ${when}, ${usedAt.length === 0 ? 'not used' : `used at ${usedAt.join(', ')}`}\n`);
  }
}

/** Deletes a stored secret; one that the configuration uses, only where told so. */
export async function deleteStoredSecret(
  name: string,
  { evenIfUsed = false }: DeleteOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const place = `secrets/${encodeURIComponent(name)}${evenIfUsed ? '?evenIfUsed=true' : ''}`;
  await throughRelay(
    () => askRelay({ method: 'DELETE', place }, env),
    () =>
      withFolder(env, async ({ store, openSecrets }) => {
        const config = await acceptedOrFirst(store, readEnvironment(env));
        if (!evenIfUsed) assertUnused(name, namedPlacesOf(name, config));
        const stored = await openSecrets();
        await audited(store, 'secrets.delete', async (change) => {
          const before = secretState(stored, name);
          await stored.delete(name);
          change.note({ part: `secret:${name}`, before });
        });
      }),
  );
  print(`The secret ${name} is deleted.\n`);
}

/**
 * Makes another key of the stored secrets in the place of one that is lost, for all relays on a database. What is encrypted with that
 * one opens no more.
 */
export async function replaceSecretsKey(
  { yes = false }: { readonly yes?: boolean },
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (!yes) {
    const message = 'what is encrypted with the key that there was opens no more once there is another one';
    const remedy =
      'Add --yes where that key is lost: secrets have to be set again then, and subscriptions and holds made again.';
    throw new ConnectError('NOT_CONFIRMED', message, remedy);
  }
  await withFolder(env, async ({ dataFolder, store, areOthers, openSecrets }) => {
    if (!areOthers)
      throw new ConnectError(
        'KEY_OF_FOLDER',
        `the stored secrets of ${dataFolder} have their key in its own file, and no other relay needs it`,
        'Delete each secret with npm run connect -- secret delete NAME --even-if-used, delete that file, and set each again.',
      );
    const stored = await openSecrets();
    await audited(store, SECRETS_KEY_REPLACED, async (change) => {
      await stored.replaceKey();
      change.note({ part: 'key of stored secrets' });
    });
    print(
      `The stored secrets have another key from now on: the one in ${sealKeyFileIn(dataFolder)}, or CONNECT_SECRETS_KEY where that is set here.\n` +
        'Give it to every relay as CONNECT_SECRETS_KEY, start them again, and set each secret: npm run connect -- secret set NAME\n',
    );
  });
}
