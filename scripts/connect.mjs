import { runRelay } from './relay.mjs';

await runRelay(process.argv.slice(2));
