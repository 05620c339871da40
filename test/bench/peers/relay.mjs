// The relay as it ships, on SQLite with synchronous=FULL, or on the Postgres of DATABASE_URL, with one condition, six mapped fields and
// one POST.
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createLog, startRelay } from '@convoso-connect/relay';
import { ready } from './ready.mjs';
import { relayConfiguration } from './relay-configuration.mjs';

const [, , sinkUrl] = process.argv;
const folder = mkdtempSync(path.join(os.tmpdir(), 'relay-bench-'));
const configFile = path.join(folder, 'bench.json');
writeFileSync(configFile, JSON.stringify(relayConfiguration(sinkUrl)));
const log = createLog({ readable: false, level: 'error' });
const { DATABASE_URL: databaseUrl } = process.env;
const relay = await startRelay({
  dataFolder: path.join(folder, 'data'),
  configFile,
  port: 0,
  log,
  ...(databaseUrl === undefined ? {} : { databaseUrl }),
});
ready(relay.port);
