import { TestEnvironment } from 'jest-environment-node';
import { switchOffAsyncHooks } from './async-hooks.mjs';
import { sharePackages } from './shared-packages.mjs';
import { loadSourcesIn } from './source-loader.mjs';
import { shown } from './shown-path.mjs';
import { watchForStuck } from './stuck-watch.mjs';

/** Longer than fast-check lets a property take (./fast-check.ts), which says more than a stack does. */
const LIMIT_MS = (process.env.CHECK_FULL === '1' ? 50 : 5) * 60_000;

/** One for all files of a worker. */
let watch;

/**
 * The environment of Node, in which code that loops for ever ends its worker, and with the name of the test, and which
 * leaves nothing behind that slows down the files after it.
 */
export default class WatchedEnvironment extends TestEnvironment {
  #cacheDirectory;
  #file;
  #tell;

  constructor(config, context) {
    super(config, context);
    this.#cacheDirectory = config.projectConfig.cacheDirectory;
    this.#file = shown(context.testPath);
  }

  async setup() {
    await super.setup();
    sharePackages(this.global);
    loadSourcesIn(this, this.#cacheDirectory);
    this.#tell = await (watch ??= watchForStuck(LIMIT_MS));
    this.#tell(this.#file);
  }

  async teardown() {
    await super.teardown();
    switchOffAsyncHooks();
  }

  handleTestEvent({ name, test }) {
    if (name === 'test_start') this.#tell(`${this.#file}: ${fullName(test)}`);
  }
}

/** As jest prints it: the names of what it stands in, and its own. */
function fullName({ name, parent }) {
  return parent === undefined || parent.name === 'ROOT_DESCRIBE_BLOCK' ? name : `${fullName(parent)} ${name}`;
}
