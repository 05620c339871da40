import { describe, expect, it } from '@jest/globals';
import { documentedCommands, isBench, namedBenches, withoutNpm } from './documented-commands.js';
import { inShell } from './shell.js';

/** A line that says how long a statement took; which ones a profile catches in a short run is a matter of chance. */
const STATEMENT = /^(?:insert into|select|update|delete from|create (?:table|index)) .+ \d+ +\d+\.\d +\d+/m;

describe('the benchmarks of the documentation', () => {
  it.each(namedBenches())('npm run bench -- %s prints what it is compared with', async (name) => {
    const env = {
      ...process.env,
      EVENTS: '20',
      RATE: '50',
      SECONDS: '0.1',
      ROWS: '2000',
      ROUNDS: '1',
      LEADS: '2000',
      MINUTES: '0.005',
    };
    // The exit code says whether this machine is fast enough, and that is not the question here.
    const stdout = await inShell(`${withoutNpm(`npm run bench -- ${name}`)}; true`, env);
    expect(stdout).toMatch(/expected:? (at least|at most|under) \d/);
  });

  it.each(documentedCommands().filter(({ command }) => isBench(command)))(
    '$page: $command',
    async ({ command }) => {
      // On the Node that is there, so that nothing is brought from npm; Node-RED then runs where that is 22.9 or newer.
      const short = { ON_NODE: 'own', EVENTS: '50', ROUNDS: '1', SECONDS: '0.1', BACKLOG: '20' };
      const peers = command.includes('-- scale') ? 'relay,postgres-1' : 'forwarder,fsync-only,relay';
      const env = { PEERS: peers, RATES: '500', ...process.env, ...short };
      const stdout = await inShell(command, env);
      for (const said of printedBy(command)) expect(stdout).toMatch(said);
    },
  );
});

/** What a form of the bench is run for: its ratios, or where the time went. */
function printedBy(command: string): RegExp[] {
  const throughput = /relay \/ forwarder, events\/s: +\d+\.\d\d +\(expected/;
  const answers = /relay \/ fsync-only, p99 at \d+\/s: +\d+\.\d\d +\(expected/;
  const withBacklog = /relay \/ fsync-only, p99 at 2000\/s, with the backlog: +\d+\.\d\d +\(expected/;
  // Where there is no Postgres, it says so.
  if (command.includes('-- scale')) return [/^relay +\d+ +\d+ +\d+\.\d +\d+ +0 +0$/m];
  if (command.includes('PROFILE=1')) return [/^SQLite: writes and others +\d+/m, STATEMENT];
  if (command.includes('PARTS=open')) return [answers];
  return [throughput, answers, withBacklog];
}
