import type { Command } from 'commander';
import type { SimulateOptions } from '../simulate.js';
import type { TestOptions } from '../test.js';

/** What an adaptor, an endpoint or a whole configuration would do. */
export function addTryingCommands(program: Command): void {
  program
    .command('preview')
    .argument('<adaptor>', 'its id')
    .option('--lead <id>', 'with the data of this lead; without it, of the latest call')
    .description('show what an adaptor would send, and what is odd about it')
    .action(async (adaptor: string, options: { lead?: string }) =>
      (await import('../preview.js')).printPreview(adaptor, options, process.env),
    );

  program
    .command('test')
    .argument('[endpoint]', 'its id or its name')
    .option('--lead <id>', 'with the data of this lead; without it, of the latest call')
    .option('--mail', 'send a test mail instead to everybody who is mailed notifications or alarms')
    .description('fire a live request through the running relay, or send a test mail')
    .action(async (endpoint: string | undefined, options: TestOptions) =>
      (await import('../test.js')).printTest(endpoint, options, process.env),
    );

  program
    .command('uses')
    .argument('<field>', 'a field name, or section.field')
    .description('list every place that renaming a field in Convoso would break')
    .action(async (field: string) => (await import('../preview.js')).printFieldUses(field, process.env));

  program
    .command('simulate')
    .option('--config <file>', 'the configuration to try; without it, the one accepted last')
    .option('--since <time>', 'a date as in 2026-11-20, or an instant; without it, of the last week')
    .option('--until <time>', 'up to this date or instant')
    .option('--lead <id>', 'only of this lead; one that was never delivered, as Convoso has it')
    .option('--phone <number>', 'only of this phone number, in any formatting')
    .option('--json', 'everything, as JSON')
    .description('show what a configuration would have done with the stored occurrences, and send nothing')
    .action(async (options: SimulateOptions) =>
      (await import('../simulate.js')).printSimulation(options, process.env),
    );
}
