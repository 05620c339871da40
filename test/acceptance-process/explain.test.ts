import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { ROOT } from './support/built.js';
import { dataFolder } from './support/folders.js';
import { deliver } from './support/hook.js';
import { startRelayHere } from './support/relay-here.js';
import { explain, startByScript, startRelayProcess } from './support/relay-process.js';

/** A data folder in which one call of lead 42 and then one of lead 43 were delivered, and the relay that did it. */
async function twoCalls() {
  const crm = await destination();
  const folder = dataFolder(config({ endpoints: [endpoint('crm', crm)] }));
  const relay = await startRelayHere(folder);
  const first = await deliver(relay, callOf(42, 'first-call'));
  const second = await deliver(relay, { ...callOf(43, 'second-call'), phone_number: '7735550168' });
  await crm.received(2);
  return { folder, relay, first, second };
}

describe('connect explain', () => {
  it('tells of the latest occurrence, or of the one that is asked for, also while the relay runs', async () => {
    const { folder, relay, first, second } = await twoCalls();

    const latest = await explain(folder);
    expect(latest).toMatchObject({ code: 0, stderr: '' });
    expect(latest.stdout).toContain(second);
    expect(latest.stdout).toContain('second-call');
    expect(latest.stdout).not.toContain(first);

    const asked = await explain(folder, first);
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout).toContain('lead 42');
    expect(asked.stdout).toMatch(/all — FIRED/);
    expect(asked.stdout).toMatch(/✓ event DISPOSITION/);
    expect(asked.stdout).toContain(`[${first}-01]`);
    expect(asked.stdout).not.toContain(second);
    await relay.stop();
  });

  it('says the same when the relay does not run', async () => {
    const { folder, relay, first } = await twoCalls();
    await relay.stop();

    const asked = await explain(folder, first);
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout).toContain(': done');
    expect(asked.stdout).toContain('attempt 1: delivered, answered 200');
    expect(asked.stdout).toMatch(
      /^What is wrong now\n {2}! The relay is not running \(last seen 20\d\d-.*\): /,
    );
  });

  it('says that a relay that was killed is not running, and nothing of the kind while it runs', async () => {
    const folder = dataFolder(config({ endpoints: [] }));
    const relay = await startRelayProcess(folder);
    expect((await explain(folder)).stdout).not.toContain('The relay is not running');
    await relay.kill();
    expect((await explain(folder)).stdout).toContain('! The relay is not running (last seen 20');
  });

  it('finds occurrences by phone number in any formatting', async () => {
    const { folder, first, second } = await twoCalls();

    const found = await explain(folder, '--phone', '(773) 555-0167');
    expect(found).toMatchObject({ code: 0, stderr: '' });
    expect(found.stdout).toContain(first);
    expect(found.stdout).not.toContain(second);

    const byLead = await explain(folder, '--lead', 'phone:(773) 555-0167');
    expect(byLead.stdout).toContain(first);
    expect(byLead.stdout).not.toContain(second);

    const unknown = await explain(folder, '--phone', '+1 773 555 0199');
    expect(unknown.stdout).toMatch(/Nothing is known of \d*7735550199/);
    const noNumber = await explain(folder, '--phone', 'none');
    expect(noNumber).toMatchObject({ code: 1, stdout: '' });
    expect(noNumber.stderr).toContain('[NOT_A_PHONE_NUMBER]');
  });

  it('tells of as many as are asked for, the newest first, and refuses a count that is none', async () => {
    const { folder, first, second } = await twoCalls();

    const { stdout } = await explain(folder, '--limit', '5');
    expect(stdout.indexOf(second)).toBeGreaterThanOrEqual(0);
    expect(stdout.indexOf(first)).toBeGreaterThan(stdout.indexOf(second));

    for (const nonsense of ['many', '0', '-1', '1.5']) {
      const refused = await explain(folder, `--limit=${nonsense}`);
      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr).toContain(`"${nonsense}"`);
      expect(refused.stderr).toContain('[BAD_LIMIT]');
      expect(refused.stderr).not.toMatch(/^ +at /m);
    }
  });

  it('ends with code 1 and a remedy for an id that it does not know', async () => {
    const { folder } = await twoCalls();

    const unknown = await explain(folder, '01NOSUCHOCCURRENCE');
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(unknown.stderr).toContain('"01NOSUCHOCCURRENCE"');
    expect(unknown.stderr).toContain('Use the id that the catch hook answered with');
    expect(unknown.stderr).not.toMatch(/^ +at /m);
  });

  it('tells of a call that waits to be decided where none was ever; it once said that nothing has arrived', async () => {
    const folder = dataFolder(config({ endpoints: [] }));
    const script = path.join(ROOT, 'test/chaos/relay.mjs');
    const dies = { CONNECT_DATA: folder, FAIL_POINT: 'after intake', OCCASION: '1' };
    const relay = await startByScript([script], dies);
    await expect(deliver(relay, callOf(42, 'first-call'))).rejects.toThrow();
    await relay.signal();

    const told = await explain(folder);
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(told.stdout).toContain('waits to be processed');
    expect(told.stdout).not.toContain('Nothing has arrived');
  });

  it('says of a relay that nothing has arrived yet, and of an empty data folder that none has run there', async () => {
    const folder = dataFolder(config({ endpoints: [] }));
    const never = await explain(folder);
    expect(never).toMatchObject({ code: 2, stdout: '' });
    expect(never.stderr).toContain('[NEVER_STARTED]');
    await (await startRelayProcess(folder)).stop();
    const empty = await explain(folder);
    expect(empty).toMatchObject({ code: 0, stderr: '' });
    expect(empty.stdout).toContain('Nothing has arrived yet in this data folder.');
  });
});
