import { killsOn } from './kills.js';
import { startedCluster } from './outage.js';

killsOn('Postgres', async () => {
  const { port } = await startedCluster();
  return { DATABASE_URL: `postgres://postgres@127.0.0.1:${port}/postgres` };
});
