import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { connect } from '../acceptance-process/support/relay-process.js';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { ROOT } from './documented-commands.js';
import { wordsOf } from './shell.js';

const PAGE = readFileSync(path.join(ROOT, 'docs/crm-was-down.md'), 'utf8');

/** The commands of a section, and the texts that it shows of them. */
function section(title: string): { readonly commands: readonly string[]; readonly shown: readonly string[] } {
  const text = PAGE.split(`\n## ${title}\n`)[1]?.split(/^## /m)[0] ?? '';
  const blocks = (kind: string): string[] =>
    [...text.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
      ([, block = '']) => block,
    );
  return { commands: blocks('sh').flatMap((block) => block.trim().split('\n')), shown: blocks('text') };
}

/** As the page shows it: ids differ from run to run. */
const asShown = (text: string): string => text.replace(/01[0-9A-Z]{24}/g, '01M7…');

const endpointsTo = (crm: { readonly url: string }) => [endpoint('crm', crm, { name: 'CRM' })];

const NOTHING = 'Nothing is undelivered.\n';

/** Goes on until as many have come to this. */
async function failed(
  relay: TestRelay,
  state: 'dead' | 'waiting',
  count: number,
  step: number,
): Promise<void> {
  await eventually(async () => {
    relay.advance(step);
    const { text } = await relay.api(`failures?state=${state}`);
    const { failures } = JSON.parse(text) as { failures: { dead: number; waiting: number }[] };
    expect(failures.reduce((sum, each) => sum + each[state], 0)).toBe(count);
  });
}

describe('the page "My CRM was down"', () => {
  it('leads from the outage to the last call delivered, and shows what is printed', async () => {
    const crm = await destination(() => ({ status: 503 }));
    const folder = tempFolder();
    const document = {
      ...config({
        endpoints: endpointsTo(crm),
        workflows: [workflow('calls', ['crm'], { name: 'Every call', stopIf: { type: 'finalStatus' } })],
      }),
      statuses: [{ status: 'SALE', name: 'Sale', final: true, reached: true, success: true }],
    };
    const relay = await runRelay({ dataFolder: folder, config: document });
    const printed = async (command: string): Promise<string> => {
      const words = await wordsOf(command.replace('npm run connect -- ', ''), process.env);
      const { code, stdout, stderr } = await connect(folder, words);
      expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: '' });
      return asShown(stdout);
    };
    // Five past twelve in Los Angeles.
    relay.advance(3 * HOUR + 5 * MINUTE);
    for (let call = 1; call <= 3; call += 1) {
      if (call > 1) relay.advance(20 * MINUTE);
      await relay.post(callOf(100 + call, call));
      await failed(relay, 'waiting', call, 0);
    }

    const stuck = section('What is stuck?');
    const shown = [await printed(stuck.commands[0] ?? '')];
    expect(await printed(stuck.commands[1] ?? '')).toContain('lead 101 · Test Lead · 7735550167');

    crm.behave(() => ACCEPTED);
    expect(await printed(section('Is the CRM back?').commands[0] ?? '')).toContain('answered 200');
    await eventually(async () =>
      expect(await printed('npm run connect -- pending')).toBe('Nothing is pending.\n'),
    );
    expect(await printed('npm run connect -- failures')).toBe(NOTHING);

    crm.behave(() => ({ status: 503 }));
    for (const lead of [107, 108, 109]) await relay.post(callOf(lead, lead));
    await failed(relay, 'waiting', 3, 0);
    crm.behave(() => ACCEPTED);
    const [dryRun = '', run = ''] = section('Send what waits now').commands;
    const before = crm.requests.length;
    shown.push(`${await printed(dryRun)}${await printed(run)}`);
    // What is under way waits no more, and is listed nowhere, before the CRM has it.
    await crm.received(before + 3);
    await eventually(async () => expect(await printed('npm run connect -- failures')).toBe(NOTHING));

    crm.behave(() => ({ status: 503 }));
    for (const lead of [104, 105, 106]) await relay.post(callOf(lead, lead));
    await failed(relay, 'waiting', 3, SECOND);
    await failed(relay, 'dead', 3, 30 * MINUTE);
    crm.behave(() => ACCEPTED);
    await relay.settled(await relay.post({ ...callOf(105, 999), status: 'SALE' }));
    for (const command of section('Send what was given up').commands) shown.push(await printed(command));
    await eventually(async () => expect(await relay.deadLetters()).toHaveLength(1));
    for (const command of section('Is all of it through?').commands)
      expect(await printed(command)).not.toBe('');

    const sections = ['What is stuck?', 'Send what waits now', 'Send what was given up'];
    expect(shown).toEqual(sections.flatMap((title) => section(title).shown));
  });
});
