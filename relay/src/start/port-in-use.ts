import { existsSync } from 'node:fs';
import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';
import { parseConfigText } from '@convoso-connect/core/config';
import { readConfigFile } from '../config/read-config.js';
import { sampleWouldStay } from '../config/sample-elsewhere.js';
import { otherPort } from '../http/door.js';
import { hasStore } from '../store/place.js';
import type { RelayOptions } from './options.js';

type Place = Pick<RelayOptions, 'dataFolder' | 'databaseUrl' | 'configFile'>;

/** What a start ends with whose port is taken, which also says what becomes of the sample on another one; any other error as it is. */
export function withSample(error: unknown, place: Place, port: number): unknown {
  if (!(error instanceof ConnectError) || error.code !== 'PORT_IN_USE') return error;
  const said = ofSample(place, port);
  if (said === null) return error;
  return new ConnectError(error.code, error.message, `${error.remedy}. ${said}`, { cause: error.cause });
}

/** Null where there is nothing to know. Of several relays one has brought the sample, and what it says stands where nothing is open yet. */
function ofSample({ dataFolder, databaseUrl, configFile }: Place, port: number): string | null {
  if (databaseUrl !== undefined) return null;
  const file = configFile ?? path.join(dataFolder, 'connect.json');
  if (!existsSync(file)) return configFile === undefined && !hasStore({ dataFolder }) ? WRITTEN_FOR : null;
  try {
    const parsed = parseConfigText(readConfigFile(file));
    return parsed.ok ? sampleWouldStay(parsed.config, { from: port, to: otherPort(port) }) : null;
  } catch (error) {
    // What is wrong with the file a start tells that has its port.
    if (error instanceof ConnectError) return null;
    throw error;
  }
}

const WRITTEN_FOR = 'The sample configuration, which that start writes, leads to the port that it has.';
