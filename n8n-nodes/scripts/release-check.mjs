import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run release:check`: refuses to publish with addresses that are made up. Author, repository and home stand in the
 * manifest; whatever else leads to the repository has to lead to the same one.
 */
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
const home = manifest.repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
const findings = [...placeholders(manifest), ...strayLinks()];

for (const finding of findings) console.error(finding);
if (findings.length === 0) console.error('The package can be published.');
process.exitCode = findings.length === 0 ? 0 : 1;

/** Reserved names (RFC 2606), and the owner that stands in the sources until there is one. */
function placeholders({ author, homepage, repository, bugs }) {
  const given = {
    'author.email': author.email,
    homepage,
    'repository.url': repository.url,
    'bugs.url': bugs?.url,
  };
  return Object.entries(given)
    .filter(
      ([, value]) =>
        value === undefined ||
        /\.(?:example|test|invalid)$|example\.(?:com|org|net)|github\.com\/convoso-connect\//.test(value),
    )
    .map(
      ([name, value]) => `package.json, ${name}: ${value ?? 'nothing'} is a placeholder. Write the real one.`,
    );
}

/** Links to a repository on GitHub that is not the package's own. */
function strayLinks() {
  const files = ['README.md', ...filesIn('nodes'), ...filesIn('credentials')];
  return files.flatMap((file) => {
    const links =
      readFileSync(join(PACKAGE, file), 'utf8').match(/https:\/\/github\.com\/[\w.-]+\/[\w.-]+/g) ?? [];
    return [...new Set(links)]
      .filter((link) => link !== home)
      .map((link) => `${file}: ${link} is not the repository of package.json, ${home}. Correct one of them.`);
  });
}

function filesIn(folder) {
  return readdirSync(join(PACKAGE, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|json)$/.test(entry.name))
    .map((entry) => relative(PACKAGE, join(entry.parentPath, entry.name)));
}
