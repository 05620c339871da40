import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, tempFolder } from '../support/relay.js';
import { connect } from './support/relay-process.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** A relay with an open hook, and calls that came to an address that is none. */
async function turnedAway(count: number) {
  const crm = await destination();
  const dataFolder = tempFolder();
  const document = config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('all', ['crm'])] });
  const relay = await runRelay({ config: document, dataFolder });
  for (let call = 1; call <= count; call += 1) {
    const body = new URLSearchParams(callOf(call, call)).toString();
    await fetch(`${relay.url}/webhook/main`, { method: 'POST', headers: FORM, body });
  }
  await eventually(async () => expect(await relay.quarantine()).toHaveLength(count));
  const ids = (await relay.quarantine()).map(({ id }) => id);
  return { crm, relay, ids, cli: (...args: string[]) => connect(dataFolder, args) };
}

describe('the command quarantine', () => {
  it('lists what was turned away with what lets it in, and lets in what is named, one after the other', async () => {
    const { crm, ids, cli } = await turnedAway(2);
    const [latest = '', first = ''] = ids;
    const listed = await cli('quarantine', 'list');
    expect(listed.stdout).toMatch(/^2026-11-20 09:00:00 PST {3}hook ".*" {3}404 UNKNOWN_PATH: /);
    expect(listed.stdout).toContain(`    npm run connect -- quarantine replay ${latest} --hook <hook>\n`);

    const refused = await cli('quarantine', 'replay', first);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('UNKNOWN_HOOK')]);
    const replayed = await cli('quarantine', 'replay', first, latest, '--hook', 'main');
    expect(replayed.stdout).toMatch(
      new RegExp(`^Let in ${first}: npm run connect -- explain \\w+\nLet in ${latest}: .*\n$`),
    );
    await eventually(() => expect(crm.requests).toHaveLength(2));
    expect((await cli('quarantine', 'list')).stdout).toMatch(/ {4}let in as \w+\n/);
  });

  it('says that there is nothing', async () => {
    const { cli } = await turnedAway(0);
    expect((await cli('quarantine', 'list')).stdout).toBe('Nothing was turned away.\n');
  });
});
