import { describe, expect, it } from '@jest/globals';
import { SliceSize } from '../../src/work/slice-size.js';

/** What a slice costs: something however little it does, and something for each member that it ends and begins. */
interface Machine {
  readonly fixed: number;
  readonly perMember: number;
  readonly sync?: number;
}

/** A relay with more to do than it gets done: the size that its slices come to. */
function settled(machine: Machine, size = new SliceSize('this process')): SliceSize {
  for (let slice = 0; slice < 50; slice += 1) take(size, machine);
  return size;
}

function take(size: SliceSize, { fixed, perMember, sync = 0 }: Machine, members = 2 * size.current): number {
  const work = fixed + perMember * members;
  size.took({ size: size.current, work, commit: 0.5, members });
  size.synced(sync);
  return work;
}

describe('the size of a slice', () => {
  it('is large where members cost little', () => {
    expect(settled({ fixed: 1, perMember: 0.02 }).current).toBe(64);
  });

  it('is small where members cost much, so that whoever arrives hardly waits', () => {
    expect(settled({ fixed: 1, perMember: 0.6 }).current).toBe(8);
  });

  it('is large on a slow disk, which else would be waited for eight members at a time', () => {
    expect(settled({ fixed: 3, perMember: 0.15 }).current).toBeLessThan(32);
    expect(settled({ fixed: 3, perMember: 0.15, sync: 60 }).current).toBe(64);
  });

  it('is large where a slice is dear however little it does, because the machine is busy with other things', () => {
    expect(settled({ fixed: 12, perMember: 0.05 }).current).toBeGreaterThanOrEqual(32);
  });

  it('is small where even that takes so long that whoever arrives would notice', () => {
    expect(settled({ fixed: 50, perMember: 0.5 }).current).toBe(8);
  });

  it('is larger over a network, where every question of a slice is waited for and nobody is kept from anything', () => {
    const machine = { fixed: 6, perMember: 0.15 };
    expect(settled(machine).current).toBeLessThan(32);
    expect(settled(machine, new SliceSize('another process')).current).toBeGreaterThanOrEqual(32);
    expect(settled({ ...machine, perMember: 1 }, new SliceSize('another process')).current).toBeLessThan(32);
  });

  it('shrank on a busy machine by slices that had little to do, and stayed there: smaller ones would have taken as long', () => {
    const size = new SliceSize('another process');
    for (let slice = 0; slice < 50; slice += 1) take(size, { fixed: 300, perMember: 1 }, 5);
    expect(size.current).toBe(32);
  });

  it('is small while calls arrive, so that what it sends does not come back in a crowd', () => {
    expect(settled({ fixed: 1, perMember: 0.02 }).besideArrivals).toBe(16);
    expect(settled({ fixed: 1, perMember: 0.6 }).besideArrivals).toBe(8);
  });

  it('is as large as ever while calls arrive where the disk is slower than any of that, or the store another process', () => {
    expect(settled({ fixed: 1, perMember: 0.02, sync: 60 }).besideArrivals).toBe(64);
    expect(settled({ fixed: 1, perMember: 0.02 }, new SliceSize('another process')).besideArrivals).toBe(64);
  });

  it('takes a disk for no slower than it was, where this process had more to do than to wait for it', () => {
    const size = settled({ fixed: 1, perMember: 0.02, sync: 2 });
    size.synced(60);
    expect(size.besideArrivals).toBe(16);
  });

  it('shrinks by a small slice that took long, too, and does not grow by a quick one', () => {
    const size = settled({ fixed: 1, perMember: 0.02 });
    size.took({ size: 16, work: 1, commit: 0.5, members: 48 });
    expect(size.current).toBe(64);
    size.took({ size: 16, work: 50, commit: 0.5, members: 48 });
    expect(size.current).toBe(8);
  });

  it('follows the machine when it has time again', () => {
    const size = settled({ fixed: 12, perMember: 0.05 });
    const calm = { fixed: 1, perMember: 0.4 };
    for (let count = 0; count < 2; count += 1) settled(calm, size);
    expect(take(size, calm)).toBeLessThan(8);
  });

  it('is never made larger by slices that had nothing more to do', () => {
    const size = settled({ fixed: 1, perMember: 0.6 });
    for (let slice = 0; slice < 50; slice += 1) take(size, { fixed: 1, perMember: 0.02 }, 1);
    expect(size.current).toBe(8);
  });
});
