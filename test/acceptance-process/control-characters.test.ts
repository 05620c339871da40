import { describe, expect, it } from '@jest/globals';
import { callOf, form } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { send } from '../support/http.js';
import { dataFolder } from './support/folders.js';
import { connect, startRelayProcess } from './support/relay-process.js';
import { rowsOf } from './support/stored.js';

const FORGED = '✓ all fine: nothing to see';

/** What moves a cursor, sets a title, turns text around, hides, or begins a line, each in a value of its own. */
const HOSTILE = [
  '\u001b[2J\u001b[1;1H',
  '\u001b]0;title\u0007',
  '\u001b]8;;https://evil.example.test\u001b\\link',
  '\u009b31m\u0090q\u009c',
  '\u202emoc\u202c\u2066x\u2069\u200f',
  '\u200b\u2060\ufeff\u00ad',
  `a\n${FORGED}`,
  `a\r${FORGED}`,
  `a\u2028${FORGED}\u2029\u0085${FORGED}`,
  '\u0000\u0008\u007f',
].join('|');

const FIELDS = {
  ...callOf(1, 1),
  first_name: HOSTILE,
  last_name: HOSTILE,
  campaign_name: HOSTILE,
  status: HOSTILE,
  notes: HOSTILE,
};

describe('C6: characters that act on a terminal', () => {
  it('come out of no command, no text of the API, no export and no log', async () => {
    const crm = await destination(() => ({ status: 200, body: JSON.stringify({ success: HOSTILE }) }));
    const folder = dataFolder(
      config({
        endpoints: [endpoint('crm', crm)],
        adaptors: [
          {
            id: 'call',
            name: 'Call',
            fields: ['lead_id', 'first_name', 'campaign_name', 'status'].map((field) => ({
              section: 'callLog',
              field,
              mappedTo: field,
            })),
          },
        ],
      }),
    );
    const relay = await startRelayProcess(folder);
    const port = new URL(relay.url).port;
    const posted = await send(`${relay.url}/hooks/main`, { method: 'POST', body: form(FIELDS) });
    await send(`${relay.url}/hooks/main?event=${encodeURIComponent(HOSTILE)}`, {
      method: 'POST',
      body: form(FIELDS),
    });
    await send(`${relay.url}/hooks/${encodeURIComponent(HOSTILE)}`, { method: 'POST', body: form(FIELDS) });
    const { id } = JSON.parse(posted.text) as { id: string };
    await eventually(() => expect(rowsOf(folder, 'attempts')).toHaveLength(1));

    const said = [];
    for (const args of [
      ['explain', id],
      ['preview', 'call'],
      ['test', 'crm'],
      ['pending'],
      ['simulate'],
      ['simulate', '--json'],
      ['uses', HOSTILE.replaceAll('\u0000', '')],
      ['explain', HOSTILE.replaceAll('\u0000', '')],
      ['switch', 'workflow', HOSTILE.replaceAll('\u0000', ''), 'off'],
    ]) {
      const { stdout, stderr } = await connect(folder, args, { PORT: port });
      said.push({ what: args.slice(0, 2).join(' ').slice(0, 20), text: stdout + stderr });
    }
    for (const place of [
      `occurrences/${id}?as=text`,
      'logs?format=csv',
      'logs?format=excel',
      'workflow-logs?format=csv',
    ]) {
      const { text } = await send(`${relay.url}/api/${place}`);
      said.push({ what: place, text: text.replace(/^\uFEFF/, '').replace(/[\t\r]/g, '') });
    }
    await relay.stop();
    said.push({ what: 'the log', text: relay.stdout() + relay.stderr() });

    expect(said.every(({ text }) => text !== '')).toBe(true);
    for (const { what, text } of said) {
      const found = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.exec(text.replaceAll('\n', ''));
      expect([what, found?.[0]]).toEqual([what, undefined]);
      if (!what.includes('format=')) expect([what, /^✓ all fine/m.exec(text)]).toEqual([what, null]);
    }
    expect(said[0]?.text).toContain('\\u001b[2J');
  });
});
