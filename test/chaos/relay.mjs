import { createLog, startRelay } from '@convoso-connect/relay';
import { openRelayStoreAt } from '../../relay/dist/store/place.js';
import { watchedStore } from './fail-points.mjs';

// A relay on the data folder CONNECT_DATA, or on the Postgres of DATABASE_URL, that ends as it would in a power cut when it is at FAIL_POINT for the OCCASIONth time.
const { CONNECT_DATA, DATABASE_URL, FAIL_POINT, OCCASION } = process.env;
const openStore = openRelayStoreAt({ dataFolder: CONNECT_DATA, databaseUrl: DATABASE_URL });
let left = Number(OCCASION ?? 0);

function reached() {
  left -= 1;
  if (left !== 0) return;
  process.kill(process.pid, 'SIGKILL');
  // Nothing more is done until the signal is there.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

async function openWatched(opening) {
  const opened = await openStore(opening);
  if (FAIL_POINT === undefined) return opened;
  return { ...opened, store: watchedStore(opened.store, FAIL_POINT, reached) };
}

const relay = await startRelay({
  dataFolder: CONNECT_DATA,
  port: 0,
  log: createLog({ readable: false, level: 'silent' }),
  reads: 'in-process',
  store: openWatched,
});
process.stdout.write(`catch hook ${relay.url}/hooks/main\n`);
process.once('SIGTERM', () => void relay.stop().then(() => process.exit(0)));
