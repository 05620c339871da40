import { examine } from '../doctor/examine.js';
import { doctorText, isBroken } from '../doctor/text.js';
import { assertStoreOrNone } from '../store/no-store.js';
import { relayExamined } from './doctor-relay.js';
import { configFileOf, ifNoConfigFile, readEnvironment } from './environment.js';
import { referencesKnownToRelay } from './known-to-relay.js';
import { print } from './print.js';

export interface DoctorOptions {
  readonly json?: boolean;
}

/** Checks the whole set-up and prints what to mend; the exit code is 1 where something is broken. */
export async function printDoctor({ json = false }: DoctorOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const environment = readEnvironment(env);
  assertStoreOrNone(environment);
  const place = { configFile: configFileOf(environment), ifNoFile: ifNoConfigFile(environment) };
  const knownToRelay = await referencesKnownToRelay(env);
  const examined = [
    ...(await relayExamined(environment)),
    ...(await examine({ ...environment, ...place, env, knownToRelay })),
  ];
  const ok = !isBroken(examined);
  const shown = json ? JSON.stringify({ ok, findings: examined }, null, 2) : doctorText(examined);
  print(`${shown}\n`);
  if (!ok) process.exitCode = 1;
}
