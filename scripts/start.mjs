import { runRelay } from './relay.mjs';

await runRelay(['start', ...process.argv.slice(2)]);
