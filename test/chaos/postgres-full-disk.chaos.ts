import { describe, it } from '@jest/globals';
import { startedCluster, through } from './outage.js';
import { smallDisk } from './small-disk.js';

const MEGABYTES = 200;

describe('a relay on Postgres whose disk is full', () => {
  it('loses and doubles nothing that it has acknowledged, and goes on once there is room', async () => {
    const disk = smallDisk(MEGABYTES);
    await through(await startedCluster(disk.folder), {
      begins: async () => disk.fill(),
      ends: async ({ cluster }) => {
        disk.empty();
        // A server that could not write its log has ended; whoever looks after it starts it again.
        if (!(await cluster.isRunning())) await cluster.start();
      },
    });
  });
});
