import { describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { startedCluster, through } from './outage.js';

describe('a relay on Postgres loses and doubles nothing that it has acknowledged, and recovers by itself', () => {
  it('when the server crashes, and is started again', async () => {
    await through(await startedCluster(), {
      begins: ({ cluster }) => cluster.stop('immediate'),
      ends: ({ cluster }) => cluster.start(),
    });
  });

  it('when the connections break', async () => {
    await through(await startedCluster(), {
      begins: async ({ cluster, proxy }) => {
        // What is connected next meets a port on which nobody listens.
        proxy.leadTo(cluster.port + 1);
        proxy.cut();
      },
      ends: async ({ cluster, proxy }) => proxy.leadTo(cluster.port),
    });
  });

  it('when its connections are left half-open, and it is not told', async () => {
    await through(await startedCluster(), {
      begins: async ({ proxy }) => proxy.goSilent(),
      ends: async ({ proxy }) => proxy.passOn(),
    });
  });

  it('when a standby with synchronous replication takes over', async () => {
    const first = await startedCluster();
    const second = await first.standby('second');
    await second.start();
    first.configure({ synchronous_standby_names: "'second'" });
    await first.reload();
    await eventually(async () => {
      expect(await first.ask('select sync_state from pg_stat_replication')).toBe('sync');
    });
    await through(first, {
      begins: ({ cluster }) => cluster.stop('immediate'),
      ends: async ({ proxy }) => {
        await second.promote();
        proxy.leadTo(second.port);
      },
    });
  });
});
