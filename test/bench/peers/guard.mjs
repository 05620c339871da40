// The relay as it ships, on SQLite with synchronous=FULL, with nothing but its guards at work. Tells its port and its key.
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createLog, startRelay } from '@convoso-connect/relay';
import { ready } from './ready.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'guard-bench-'));
const configFile = path.join(folder, 'bench.json');
writeFileSync(configFile, JSON.stringify({ version: 1, hooks: [{ id: 'main' }] }));
const log = createLog({ readable: false, level: 'error' });
const [, , apiKey] = process.argv;
const relay = await startRelay({ dataFolder: path.join(folder, 'data'), configFile, port: 0, log, apiKey });
ready(relay.port);
