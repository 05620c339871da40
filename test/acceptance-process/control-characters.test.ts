import { describe, expect, it } from '@jest/globals';
import { callOf, form } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { send } from '../support/http.js';
import { mailServer } from '../support/smtp.js';
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

/** What a mail says is the lead's own in every place. */
const MAIL = {
  id: 'mail',
  type: 'EMAIL',
  to: 'ops@example.test',
  subject: 'About %first_name%',
  body: 'Dear %first_name%,\n%notes%',
};

const FIELDS = {
  ...callOf(1, 1),
  first_name: HOSTILE,
  last_name: HOSTILE,
  campaign_name: HOSTILE,
  status: HOSTILE,
  notes: HOSTILE,
};

describe('C6: characters that act on a terminal', () => {
  it('come out of no command, no text of the API, no page, no export, no mail and no log', async () => {
    const crm = await destination(({ url }) =>
      url.startsWith('/down')
        ? { status: 422, body: JSON.stringify({ success: false, message: HOSTILE }) }
        : { status: 200, body: JSON.stringify({ success: HOSTILE }) },
    );
    const mails = await mailServer();
    const port = await freePort();
    const inspect = `http://127.0.0.1:${port}/inspect`;
    const folder = dataFolder(
      config({
        endpoints: [endpoint('crm', crm), endpoint('here', { url: inspect }), endpoint('down', crm)],
        workflows: [
          workflow('all', ['crm', 'here', 'down']),
          {
            id: 'mail',
            events: [{ type: 'DISPOSITION' }],
            actionSets: [{ id: 'now', actions: [MAIL] }],
          },
        ],
        settings: {
          inspector: true,
          egress: { allow: ['127.0.0.0/8'] },
          email: { smtpUrl: mails.url, from: 'relay@example.test' },
          notifications: { email: 'ops@example.test' },
        },
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
    const relay = await startRelayProcess(folder, { PORT: String(port) });
    const posted = await send(`${relay.url}/hooks/main`, { method: 'POST', body: form(FIELDS) });
    await send(`${relay.url}/hooks/main?event=${encodeURIComponent(HOSTILE)}`, {
      method: 'POST',
      body: form(FIELDS),
    });
    await send(`${relay.url}/hooks/${encodeURIComponent(HOSTILE)}`, { method: 'POST', body: form(FIELDS) });
    const { id } = JSON.parse(posted.text) as { id: string };
    await eventually(() => expect(rowsOf(folder, 'attempts')).toHaveLength(4));
    // The mail of the action, and notifications of what was turned away, dropped and refused.
    await eventually(() => expect(mails.mails.length).toBeGreaterThanOrEqual(4));

    const said = [];
    for (const args of [
      ['explain', id],
      ['preview', 'call'],
      ['test', 'crm'],
      ['pending'],
      ['doctor'],
      ['simulate'],
      ['simulate', '--json'],
      ['uses', HOSTILE.replaceAll('\u0000', '')],
      ['explain', HOSTILE.replaceAll('\u0000', '')],
      ['switch', 'workflow', HOSTILE.replaceAll('\u0000', ''), 'off'],
    ]) {
      const { stdout, stderr } = await connect(folder, args, {});
      said.push({ what: args.slice(0, 2).join(' ').slice(0, 20), text: stdout + stderr });
    }
    for (const place of [
      `occurrences/${id}?as=text`,
      'logs?format=csv',
      'logs?format=excel',
      'workflow-logs?format=csv',
    ]) {
      const { text } = await send(`${relay.url}/api/${place}`, { headers: relay.authorization });
      expect(text).not.toContain('UNAUTHORIZED');
      said.push({ what: place, text: text.replace(/^\uFEFF/, '').replace(/[\t\r]/g, '') });
    }
    for (const [what, place, escape] of [
      ['the inspector', 'inspect', '\\u001b'],
      ['the greeting', `hooks/${encodeURIComponent(HOSTILE)}`, '%1B'],
    ] as const) {
      const headers = { ...relay.authorization, accept: 'text/html' };
      const { text } = await send(`${relay.url}/${place}`, { headers });
      expect(text).toContain(escape);
      said.push({ what, text });
    }
    for (const mail of mails.mails) {
      const { subject, body } = mail.read();
      said.push({ what: 'the subject of a mail', text: subject });
      said.push({ what: 'a mail', text: body.replaceAll('\r\n', '\n') });
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
