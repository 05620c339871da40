import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runCommand } from '../acceptance-process/support/command-host.js';
import { callOf } from '../support/calls.js';
import { MINUTE } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, tempFolder } from '../support/relay.js';
import { mailServer } from '../support/smtp.js';
import { documentedCommands, ROOT } from './documented-commands.js';
import { inShell, wordsOf } from './shell.js';

const PAGE = readFileSync(path.join(ROOT, 'docs/alerts.md'), 'utf8');
const CONNECT = 'npm run connect -- ';
const ALARM = 'failing:crm:server-error';

/** The first cells of the rows of the table whose head begins like this. */
function rowsOf(head: string): string[] {
  const table = PAGE.slice(PAGE.indexOf(head)).split('\n\n')[0] ?? '';
  return [...table.matchAll(/^\| `([\w-]+)`/gm)].map((match) => match[1] ?? '');
}

describe('docs/alerts.md', () => {
  it('shows settings that the relay takes', async () => {
    const crm = await destination();
    const block = /```json\n("settings": [\s\S]*?)```/.exec(PAGE)?.[1] ?? '';
    const { settings } = JSON.parse(`{${block}}`) as { settings: object };
    const relay = await runRelay({
      config: config({ endpoints: [endpoint('ops-chat', crm)], settings: { ...settings } }),
      env: { SMTP_URL: 'smtp://mail.example.test', HEARTBEAT_URL: 'https://monitor.example.test/ping' },
    });
    expect((await relay.notifications()).map(({ kind }) => kind)).not.toContain('config-refused');
  });

  it('has every key of settings.alarms, every kind and every cause', () => {
    const schema = JSON.parse(readFileSync(path.join(ROOT, 'core/connect.schema.json'), 'utf8')) as {
      properties: { settings: { properties: { alarms: { properties: object } } } };
    };
    expect(rowsOf('| key').sort()).toEqual(
      Object.keys(schema.properties.settings.properties.alarms.properties).sort(),
    );
    expect(rowsOf('| kind')).toEqual([
      ...['failing', 'looks-unsuccessful', 'hook-silent', 'backlog'],
      ...['quarantine-growing', 'config-refused', 'not-ready', 'relay-lost'],
    ]);
    expect(rowsOf('| cause')).toHaveLength(9);
  });

  it('has commands that work while an endpoint fails', async () => {
    const dataFolder = tempFolder();
    const crm = await destination(() => ({ status: 503 }));
    const server = await mailServer();
    const settings = {
      egress: { allow: ['127.0.0.0/8'] },
      alarms: { email: 'operations@example.test' },
      email: { smtpUrl: server.url, from: 'relay@example.test' },
    };
    const document = config({ endpoints: [endpoint('crm', crm)], settings });
    const relay = await runRelay({ dataFolder, config: document });
    for (let call = 1; call <= 6; call += 1) {
      await relay.post(callOf(call, call));
      await relay.running.settle();
    }
    relay.clock.advance(2 * MINUTE);
    await relay.running.settle();
    const commands = documentedCommands().filter(({ page }) => page === path.join('docs', 'alerts.md'));
    for (const { command } of commands) {
      const real = command
        .replace('<alarm>', ALARM)
        .replace('http://127.0.0.1:4780', relay.url)
        .replace('data/api-key', path.join(dataFolder, 'api-key'))
        .replace(/^curl /, 'curl -fsS ');
      if (!real.startsWith(CONNECT)) {
        expect(await inShell(real, { ...process.env })).toContain('"acknowledged');
        continue;
      }
      const words = await wordsOf(real.slice(CONNECT.length), process.env);
      const { code, stdout } = await runCommand(words, { CONNECT_DATA: dataFolder });
      // An endpoint fails: that is what the exit code of `status` is for.
      expect({ command, code }).toEqual({ command, code: words[0] === 'status' ? 1 : 0 });
      expect(stdout).toContain(words[0] === 'test' ? 'operations@example.test: accepted' : ALARM);
    }
    expect(commands.length).toBeGreaterThan(5);
  });
});
