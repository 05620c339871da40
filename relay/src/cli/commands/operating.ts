import { FAILURE_CAUSES } from '@convoso-connect/core/relay-contract';
import type { Command } from 'commander';
import type { FailedOptions } from '../failed-options.js';
import type { PendingOptions } from '../pending.js';
import type { PauseOptions } from '../pause.js';
import type { LetInOptions } from '../quarantine.js';
import type { ReplayOptions } from '../replay.js';
import type { AgainOptions } from '../send-again.js';

interface FailuresOptions extends FailedOptions {
  readonly doubtful?: boolean;
}

const SINCE =
  'due since: 12:05, "yesterday 12:05", 2h, 2026-11-20, "2026-11-20 12:05", by the clock of the account';

/** What waits, what failed, and what is held. */
export function addOperatingCommands(program: Command): void {
  program
    .command('failures')
    .option('--endpoint <name>', 'to this endpoint, its id or its name; then each of them is listed, too')
    .option('--workflow <name>', 'of this workflow: its id or its name')
    .option('--cause <cause>', `one of ${FAILURE_CAUSES.join(', ')}`)
    .option('--reason <text>', 'whose reason has this text in it')
    .option('--since <time>', SINCE)
    .option('--until <time>', 'and before this time')
    .option('--doubtful', 'list what counts as delivered instead, and was answered as if it had failed')
    .description('count what was not delivered by endpoint and cause, with what to do next')
    .action(async ({ doubtful, ...options }: FailuresOptions) =>
      doubtful === true
        ? (await import('../doubtful.js')).printDoubtful(options, process.env)
        : (await import('../failures.js')).printFailures(options, process.env),
    );

  program
    .command('pending')
    .option('--lead <id>', 'of this lead')
    .option('--workflow <name>', 'of this workflow: its id, its name, or how either begins')
    .option('--endpoint <name>', 'to this endpoint: its id or its name')
    .option('--type <type>', 'of this type, such as INTEGRATION')
    .description('list what the running relay has planned and not done yet')
    .action(async (options: PendingOptions) =>
      (await import('../pending.js')).printPending(options, process.env),
    );

  program
    .command('flush')
    .argument('[action]', 'the id of a pending action; without it, all that the options name')
    .option('--lead <id>', 'of this lead')
    .option('--workflow <name>', 'of this workflow: its id or its name')
    .option('--endpoint <name>', 'to this endpoint: its id or its name')
    .option('--type <type>', 'of this type')
    .description('cancel pending actions without performing them')
    .action(async (id: string | undefined, options: PendingOptions) =>
      (await import('../pending.js')).flush(id, options, process.env),
    );

  program
    .command('run-now')
    .argument('<action>', 'the id of a pending action')
    .description('have a pending action performed now')
    .action(async (id: string) => (await import('../pending.js')).runNow(id, process.env));

  program
    .command('run')
    .option('--endpoint <name>', 'to this endpoint: its id or its name')
    .option('--workflow <name>', 'of this workflow: its id or its name')
    .option('--cause <cause>', 'for this cause, as `failures` names it')
    .option('--reason <text>', 'whose reason has this text in it')
    .option('--since <time>', SINCE)
    .option('--until <time>', 'and before this time')
    .option('--dry-run', 'only tell what would be sent, and what would not and why')
    .description('have what waits for another attempt make it now')
    .action(async (options: AgainOptions) =>
      (await import('../send-again.js')).sendAgain('run', options, process.env),
    );

  program
    .command('replay')
    .argument('[id]', 'the id of what `failures` lists; without it, all that the options name')
    .option('--workflow <name>', 'of this workflow: its id or its name')
    .option('--endpoint <name>', 'to this endpoint: its id or its name')
    .option('--reason <text>', 'whose reason has this text in it')
    .option('--cause <cause>', 'for this cause, as `failures` names it')
    .option('--since <time>', SINCE)
    .option('--until <time>', 'and before this time')
    .option('--dry-run', 'only tell what would be sent, and what would not and why')
    .description('try again what ended undelivered, with the same key and body')
    .action(async (id: string | undefined, options: ReplayOptions) =>
      (await import('../replay.js')).replay(id, options, process.env),
    );

  const quarantine = program.command('quarantine').description('requests that were turned away');

  quarantine
    .command('list')
    .description('list them, newest first, with the reason and what lets each in')
    .action(async () => (await import('../quarantine.js')).printQuarantine(process.env));

  quarantine
    .command('replay')
    .argument('<id...>', 'the ids of what is to be let in, after the mistake is mended')
    .option('--hook <id>', 'by this hook, where it came to none or is to go to another')
    .description('let in what was turned away')
    .action(async (ids: string[], options: LetInOptions) =>
      (await import('../quarantine.js')).letIn(ids, options, process.env),
    );

  program
    .command('switch')
    .argument('<part>', 'workflow, action or endpoint')
    .argument('<name>', 'its id or its name; of an action <workflow>/<action>')
    .argument('<position>', 'on or off')
    .description('switch a part on or off in the running relay')
    .action(async (part: string, id: string, position: string) =>
      (await import('../switch.js')).turn(part, id, position, process.env),
    );

  program
    .command('pause')
    .option('--endpoint <name>', 'this endpoint: its id or its name')
    .option('--all', 'everything')
    .description('hold what comes due, until it is resumed')
    .action(async (options: PauseOptions) => (await import('../pause.js')).pause(options, process.env));

  program
    .command('resume')
    .option('--endpoint <name>', 'this endpoint: its id or its name')
    .option('--all', 'everything that is not paused by itself')
    .description('let what was held go out, in order')
    .action(async (options: PauseOptions) => (await import('../pause.js')).resume(options, process.env));
}
