import { existsSync } from 'node:fs';
import path from 'node:path';
import { writeSampleIfMissing } from '../config/config-file.js';
import { openConfig, type OpenConfig } from '../config/open-config.js';
import { sampleElsewhere } from '../config/sample-elsewhere.js';
import type { TakenIn } from '../config/config-truth.js';
import { placeSchema } from '../config/schema-file.js';
import { Sender } from '../deliver/sender.js';
import type { Ground } from './ground.js';
import type { Start } from './options.js';

/** The running configuration, and what it comes from and goes to. */
export interface Configured extends OpenConfig {
  readonly configFile: string;
  /** Whether this start wrote the sample configuration. */
  readonly wroteSample: boolean;
  /** What this start has put into a store that relays share, and that held no configuration. */
  readonly takenIn: TakenIn | null;
  /** Sends to where the configuration allows. */
  readonly sender: Sender;
}

/** Reads the configuration, writing the sample where there is none yet. Throws where nothing can be run with it. */
export async function openConfiguration(
  { options, clock, log, closing, warnings }: Start,
  { store, door, registration }: Pick<Ground, 'store' | 'door' | 'registration'>,
): Promise<Configured> {
  const { dataFolder, env = process.env } = options;
  const configFile = options.configFile ?? path.join(dataFolder, 'connect.json');
  const areOthers = registration.sharing !== 'alone';
  const wasThere = existsSync(configFile);
  const mayBringSample =
    options.configFile === undefined && (await store.configuration.latest()) === undefined;
  if (mayBringSample && !areOthers) writeSampleIfMissing(configFile, door.port);
  placeSchema(configFile, !wasThere && existsSync(configFile));
  const { secretsKey } = options;
  const opened = await openConfig({
    ...{ dataFolder, secretsKey, configFile, env, store, areOthers, clock, log },
    teller: registration.teller,
    samplePort: mayBringSample ? door.port : null,
  });
  await opened.storedSecrets.assertCommonKey();
  const sender = new Sender();
  closing.add(() => sender.close());
  opened.keeper.onChange(({ resolved }) => sender.configure(resolved.settings.egress));
  const takenIn = await opened.truth.loadAtStart();
  const wroteSample = !wasThere && existsSync(configFile);
  // Of several relays one has brought the sample, and the others deliver there.
  const elsewhere =
    registration.fleet.length > 1 ? null : sampleElsewhere(opened.keeper.current.resolved, door.port);
  if (elsewhere !== null) warnings.add(elsewhere);
  if (areOthers) placeSchema(configFile, wroteSample);
  return { configFile, wroteSample, takenIn, ...opened, sender };
}
