import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { convosoCatalogue } from '@convoso-connect/core/convoso-api';
import { describe, expect, it } from '@jest/globals';
import { TOKEN, convoso } from '../stand-ins/convoso/convoso.js';
import { ROOT } from './documented-commands.js';

const run = promisify(execFile);
const PAGE = readFileSync(path.join(ROOT, 'docs/convoso-api.md'), 'utf8');

/** The cells of the table under a heading, without the line of dashes. */
function tableUnder(heading: string): string[][] {
  const section = PAGE.split('\n## ').find((text) => text.startsWith(heading)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  const rows = lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
  return rows.filter((row) => !row.every((cell) => /^-+$/.test(cell)));
}

describe('the page about the client', () => {
  it('lists every endpoint as it is in the table', () => {
    const rows = convosoCatalogue().map(
      ({ group, method, path: endpoint, access, label, parameters, paged }) => {
        const required = parameters
          .filter((parameter) => parameter.required)
          .map(({ name }) => `\`${name}\``);
        const marks = `${access === 'write' ? '!' : ''}${paged ? '?' : ''}`;
        return [`\`${group}.${method}\``, marks, `\`${endpoint}\``, required.join(', '), label];
      },
    );

    expect(tableUnder('Endpoints')).toEqual([['method', '', 'endpoint', 'required', 'does'], ...rows]);
  });

  it('lists every code of a failure', () => {
    const source = readFileSync(path.join(ROOT, 'core/src/convoso-api/errors.ts'), 'utf8');
    const codes = [...source.matchAll(/\| '(CONVOSO_\w+)'/g)].map(([, code]) => `\`${code ?? ''}\``);

    expect(tableUnder('What can go wrong').map(([code]) => code)).toEqual(['code', ...codes]);
  });
});

describe('the example of a client', () => {
  const example = path.join(ROOT, 'core/examples/calls-of-a-number.mjs');

  it('prints the calls of a number', async () => {
    const stand = await convoso();
    stand.account.addCall({ status: 'NI', call_length: '148' });
    stand.account.addCall({ phone_number: '7735550168' });
    stand.account.addCall({ status: 'SALE', call_length: '61' });
    const env = { ...process.env, CONVOSO_AUTH_TOKEN: TOKEN, CONVOSO_BASE_URL: stand.baseUrl };

    const { stdout } = await run(process.execPath, [example, '7735550167', '2026-11-20'], { env });

    expect(stdout).toBe(
      '2026-11-20 09:00:01  NI (Not Interested), 148 s\n2026-11-20 09:00:03  SALE (Sale), 61 s\n',
    );
  });

  it('is short enough to read at a glance', () => {
    expect(readFileSync(example, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  });
});
