import { readFileSync } from 'node:fs';

/**
 * Ends the process with a readable message when this Node is older than what package.json asks for; a person would
 * otherwise meet a syntax error somewhere inside a dependency.
 */
export function ensureNode(running = process.versions.node) {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const needed = manifest.engines.node.replace('>=', '');
  if (isAtLeast(running, needed)) return;
  console.error(`Convoso Connect needs Node ${needed} or newer, and this is Node ${running}.`);
  console.error('Install a current Node from https://nodejs.org and run the same command again.');
  process.exit(1);
}

function isAtLeast(running, needed) {
  const [major = 0, minor = 0] = running.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}
