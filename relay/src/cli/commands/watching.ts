import type { Command } from 'commander';
import type { AlarmsOptions } from '../alarms.js';
import type { ExplainOptions } from '../explain.js';
import type { StatusOptions } from '../status.js';

/** How it goes, and why something was or was not done. */
export function addWatchingCommands(program: Command): void {
  program
    .command('status')
    .option('--json', 'everything, as JSON')
    .description(
      'tell on one screen whether calls arrive, are decided and go out; exit code 0 well, 1 wrong, 2 not running',
    )
    .action(async (options: StatusOptions) =>
      (await import('../status.js')).printStatus(options, process.env),
    );

  const alarms = program
    .command('alarms')
    .option('--state <state>', 'only open, acknowledged or resolved ones')
    .description('list what goes wrong in the running relay, and what did')
    .action(async (options: AlarmsOptions) =>
      (await import('../alarms.js')).printAlarms(options, process.env),
    );

  alarms
    .command('acknowledge')
    .argument('<key>', 'as it is listed')
    .description('say that somebody knows of an alarm: nobody is reminded of it any more')
    .action(async (key: string) => (await import('../alarms.js')).acknowledgeAlarm(key, process.env));

  program
    .command('explain')
    .argument('[id]', 'what the catch hook answered with; without it, the latest')
    .option('--phone <number>', 'the latest of this phone number, in any formatting, or of its last digits')
    .option('--lead <id>', 'the latest of this lead; of one without an id: phone:7735550167')
    .option('--call <id>', 'the latest of this call')
    .option(
      '--workflow <name>',
      'only what this workflow decided and did: its id, its name, or how either begins',
    )
    .option('--limit <count>', 'how many', '1')
    .description('tell why something fired or did not')
    .action(async (id: string | undefined, options: ExplainOptions) =>
      (await import('../explain.js')).explain(id, options, process.env),
    );
}
