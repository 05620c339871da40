/*
 * A relay in a process of its own that shares its database with others, as no relay that is released does yet. Prints its URL once it
 * runs. Its database is named by DATABASE_URL, its folder by CONNECT_DATA.
 */
import { createLog, startRelay } from '../../../relay/dist/index.js';
import { openPostgres } from '../../../relay/dist/store/postgres/open.js';

const { DATABASE_URL = '', CONNECT_DATA = '' } = process.env;

const open = openPostgres(DATABASE_URL);
const relay = await startRelay({
  dataFolder: CONNECT_DATA,
  port: 0,
  log: createLog({ readable: false, level: 'warn' }),
  reads: 'in-process',
  accountNames: 'never',
  store: async (opening) => ({ ...(await open(opening)), sharing: 'shared' }),
});
process.stdout.write(`${relay.url}\n`);
