import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';

const PACKAGE = join(__dirname, '..');
const REAL = {
  author: { name: 'Maintainers', email: 'maintainers@crm-company.dev' },
  homepage: 'https://github.com/crm-company/connect#readme',
  repository: { type: 'git', url: 'git+https://github.com/crm-company/connect.git' },
  bugs: { url: 'https://github.com/crm-company/connect/issues' },
};

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What `npm run release:check` says of a package with this manifest and README, and whether it may be published. */
function checked(manifest: object, readme: string): { readonly mayBe: boolean; readonly said: string } {
  folder = mkdtempSync(join(tmpdir(), 'connect-release-'));
  for (const each of ['nodes', 'credentials']) mkdirSync(join(folder, each));
  cpSync(join(PACKAGE, 'scripts'), join(folder, 'scripts'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'README.md'), readme);
  const done = spawnSync(process.execPath, ['scripts/release-check.mjs'], { cwd: folder, encoding: 'utf8' });
  return { mayBe: done.status === 0, said: done.stderr };
}

describe('N23: the check before publishing', () => {
  it.each<[string, object]>([
    ['author.email', { author: { ...REAL.author, email: 'maintainers@connect.example' } }],
    ['homepage', { homepage: 'https://github.com/convoso-connect/convoso-connect#readme' }],
    ['bugs.url', { bugs: undefined }],
  ])('refuses a made-up or missing %s by its name', (name, change) => {
    const { mayBe, said } = checked({ ...REAL, ...change }, '');
    expect(mayBe).toBe(false);
    expect(said).toContain(`package.json, ${name}: `);
  });

  it('refuses a link to a repository that is not the package’s own', () => {
    const { mayBe, said } = checked(REAL, 'See https://github.com/somebody-else/connect/blob/main/a.md');
    expect(mayBe).toBe(false);
    expect(said).toContain('README.md');
  });

  it('lets a package with real addresses through', () => {
    expect(checked(REAL, 'See https://github.com/crm-company/connect/blob/main/a.md').mayBe).toBe(true);
  });
});

it('N22: the README says to who verifies packages why the Workflow node is a part of the service', () => {
  const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8').replace(/\s+/g, ' ');
  expect(readme).toContain('The Workflow node is a part of the service and no general flow control');
  for (const section of ['Compatibility', 'Usage', 'Resources', 'Version history']) {
    expect(readme).toContain(`## ${section}`);
  }
});
