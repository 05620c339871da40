import { createLog, startRelay } from '@convoso-connect/relay';

// A relay whose clock is ahead of the machine's by CLOCK_AHEAD_MS, on the data folder CONNECT_DATA.
const ahead = Number(process.env['CLOCK_AHEAD_MS'] ?? 0);
const relay = await startRelay({
  dataFolder: process.env['CONNECT_DATA'] ?? '',
  port: 0,
  log: createLog({ readable: false, level: 'silent' }),
  clock: { now: () => Date.now() + ahead },
});
process.stdout.write(`catch hook ${relay.url}/hooks/main\n`);
