import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startRelayProcess, type RelayProcess } from './relay-process.js';

const PRELOAD = pathToFileURL(path.join(__dirname, 'clock-ahead.mjs')).href;

/** Starts the built relay on a data folder, with a clock that is so many milliseconds ahead of the machine's. */
export function startAhead(dataFolder: string, milliseconds: number): Promise<RelayProcess> {
  return startRelayProcess(dataFolder, {
    NODE_OPTIONS: `--import=${PRELOAD}`,
    CLOCK_AHEAD_MS: String(milliseconds),
  });
}
