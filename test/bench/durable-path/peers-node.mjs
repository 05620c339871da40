import { componentFromNpm } from '../../e2e/component-from-npm.mjs';
import { Unavailable, nodeFromNpm } from '../../e2e/node-from-npm.mjs';

const NODE_RED = { name: 'node-red', dependencies: { 'node-red': '5.0.7' } };
const PG_BOSS = { name: 'pg-boss', dependencies: { 'pg-boss': '12.38.0', '@opentelemetry/api': '1.9.0' } };
/** What Node-RED 5 asks for. */
const NODE_RED_NEEDS = [22, 9];

/**
 * The Node that every peer runs on, so that a ratio compares two programs and not two versions of Node.
 *
 * @param {'24' | 'own'} choice Node 24 from npm, or the Node that runs the benchmark
 * @returns {{ version: string, program: string, execArgv: string[], env: Record<string, string>, fromNpm?: object }}
 *   `fromNpm` is what nodeFromNpm gave
 */
export function nodeOfPeers(choice, say = console.error) {
  const own = { version: process.versions.node, program: process.execPath, execArgv: [], env: {} };
  if (choice === 'own' || process.versions.node.startsWith('24.')) return own;
  try {
    const node = nodeFromNpm(24, say);
    return { version: node.version, program: node.node, execArgv: [], env: {}, fromNpm: node };
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    say(`${error.message} All peers run on Node ${own.version} instead.`);
    return own;
  }
}

/** Node-RED's folder, or undefined, with the reason said, where it cannot be had or cannot run. */
export function nodeRedHome({ version, fromNpm }, say = console.error) {
  const [major, minor] = version.split('.').map(Number);
  if (major < NODE_RED_NEEDS[0] || (major === NODE_RED_NEEDS[0] && minor < NODE_RED_NEEDS[1])) {
    say(`Node-RED needs Node ${NODE_RED_NEEDS.join('.')} or newer and is left out on Node ${version}.`);
    return undefined;
  }
  return homeOf(NODE_RED, fromNpm, say);
}

/** pg-boss's folder, or undefined, with the reason said, where it cannot be had. */
export function pgBossHome({ fromNpm }, say = console.error) {
  return homeOf(PG_BOSS, fromNpm, say);
}

function homeOf(component, node, say) {
  try {
    return componentFromNpm({ ...component, node }, say);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    say(`${error.message} ${component.name} is left out.`);
    return undefined;
  }
}
