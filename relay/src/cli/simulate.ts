import { ConnectError, visibleText, type LeadKey } from '@convoso-connect/core';
import { formatProblem, type ConfigProblem } from '@convoso-connect/core/config';
import { readTimeSpan } from '../api/date-range.js';
import { readLead, readPhone } from '../api/query.js';
import { readConfigFile, readConfigText } from '../config/read-config.js';
import type { Simulated } from '../reads/trials.js';
import { spanToSimulate } from '../simulate/span.js';
import { leadNeverDelivered } from '../leads/lead-for-test.js';
import type { TestLead } from '../leads/stand-in-lead.js';
import type { Reader } from '../reads/reader.js';
import { simulateAlone, simulateSample } from '../simulate/simulate.js';
import type { SimulatedLead } from '../simulate/stored.js';
import { simulationText } from '../simulate/text.js';
import { assertStoreOrNone } from '../store/no-store.js';
import { configFileOf, ifNoConfigFile, readEnvironment } from './environment.js';
import { print } from './print.js';
import { textOfFile } from './text-of-file.js';
import { withAccount } from './with-account.js';
import { withReaderIfAny } from './with-reader.js';
import type { TimeSpan } from '../store/ports/lists.js';

export interface SimulateOptions {
  readonly config?: string;
  readonly since?: string;
  readonly until?: string;
  readonly lead?: string;
  readonly phone?: string;
  readonly json?: boolean;
}

/**
 * Prints what a configuration would have made of the stored occurrences, beside what was made of them; before a relay has
 * ever run here, what it would make of the built-in sample lead.
 */
export async function printSimulation(options: SimulateOptions, env: NodeJS.ProcessEnv): Promise<void> {
  assertStoreOrNone(readEnvironment(env));
  const document = options.config === undefined ? null : textOfFile(options.config);
  const report = await withReaderIfAny(env, async (reader) => {
    const accepted = (await reader?.ask('accepted', {})) ?? null;
    if (reader === null || accepted === null) return simulatedSample(document, options, env);
    const span = spanOf(options, accepted.timeZone);
    const lead = readSimulated(options);
    const standIn = lead === null ? null : await standInFor(lead, reader, env);
    return reader.ask('simulation', { document, revision: accepted.revision, span, lead, standIn });
  });
  const text =
    options.json === true
      ? JSON.stringify(report, null, 2)
      : [...report.warnings.map(warningText), simulationText(report)].join('\n\n');
  print(`${text}\n`);
}

async function simulatedSample(
  document: string | null,
  options: SimulateOptions,
  env: NodeJS.ProcessEnv,
): Promise<Simulated> {
  const environment = readEnvironment(env);
  const text = document ?? readConfigFile(configFileOf(environment), ifNoConfigFile(environment));
  const { config, warnings } = readConfigText(text, null);
  const span = spanOf(options, config.account.timeZone);
  const lead = readSimulated(options);
  if (lead === null) return { ...(await simulateSample(config, span)), warnings };
  return { ...(await simulateAlone(config, span, await neverDelivered(lead, env))), warnings };
}

function readSimulated({ lead, phone }: SimulateOptions): SimulatedLead | null {
  if (lead !== undefined && phone !== undefined) {
    const remedy = 'Name one of --lead and --phone.';
    throw new ConnectError('SEVERAL_SOUGHT', 'several leads are asked for at once', remedy);
  }
  if (lead !== undefined) return { leadKey: readLead(lead) };
  const digits = readPhone(phone);
  return digits === null ? null : { phone: digits };
}

/** Null for a lead of which something was delivered, whenever that was. */
async function standInFor(
  lead: SimulatedLead,
  reader: Reader,
  env: NodeJS.ProcessEnv,
): Promise<TestLead | null> {
  const known = await reader.ask('lastKnown', { lead: keyOf(lead), now: Date.now() });
  const ofNumber = 'phone' in lead ? await reader.ask('latestOccurrences', { ...lead, limit: 1 }) : [];
  return known !== null || ofNumber.length > 0 ? null : neverDelivered(lead, env);
}

function neverDelivered(lead: SimulatedLead, env: NodeJS.ProcessEnv): Promise<TestLead> {
  return withAccount(env, ({ config, api }) =>
    leadNeverDelivered(keyOf(lead), config.account.authToken === undefined ? null : api(), Date.now()),
  );
}

function keyOf(lead: SimulatedLead): LeadKey {
  return 'phone' in lead ? `phone:${lead.phone}` : lead.leadKey;
}

function spanOf({ since, until }: SimulateOptions, timeZone: string): TimeSpan {
  return spanToSimulate(readTimeSpan({ from: since, to: until }, timeZone), Date.now());
}

function warningText(warning: ConfigProblem): string {
  return `! ${visibleText(formatProblem(warning))}`;
}
