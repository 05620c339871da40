import type { Command } from 'commander';
import type { DoctorOptions } from '../doctor.js';
import type { ForgetOptions } from '../forget.js';
import type { PullOptions } from '../statuses.js';

/** Checking the whole set-up, and keeping what the relay has of others in order. */
export function addUpkeepCommands(program: Command): void {
  program
    .command('forget')
    .option(
      '--phone <number>',
      'everything of this phone number, in any formatting, and of the leads seen under it',
    )
    .option('--lead <id>', 'everything of this lead')
    .option('--pending <what>', 'flush: cancel first what is pending for the person')
    .option('--yes', 'remove without asking')
    .description('remove a person from everything that the relay keeps')
    .action(async (options: ForgetOptions) =>
      (await import('../forget.js')).printForgetting(options, process.env),
    );

  program
    .command('doctor')
    .option('--json', 'everything, as JSON')
    .description('check the whole set-up, and tell what to mend')
    .action(async (options: DoctorOptions) =>
      (await import('../doctor.js')).printDoctor(options, process.env),
    );

  program
    .command('statuses')
    .description("the account's own statuses")
    .command('pull')
    .option('--print', 'only show them, and write nothing')
    .description('load the statuses of the account into the configuration file')
    .action(async (options: PullOptions) =>
      (await import('../statuses.js')).printStatuses(options, process.env),
    );
}
