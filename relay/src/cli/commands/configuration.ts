import type { Command } from 'commander';
import type { DiffOptions, RevisionOptions } from '../config.js';
import type { ChangeOptions, PutOptions } from '../config-at-hand.js';

/** Reading, comparing and putting configurations. */
export function addConfigurationCommands(program: Command): void {
  const config = program.command('config').description('the configuration of the running relay');

  config
    .command('show')
    .option('--revision <number>', 'an accepted one; without it, the running one')
    .description('print a configuration as its file would have it, secrets masked')
    .action(async (options: RevisionOptions) =>
      (await import('../config.js')).showConfig(options, process.env),
    );

  config
    .command('diff')
    .argument('[file]', 'what putting this document would change; without it, of a revision')
    .option('--revision <number>', 'what this one changed; without it, the running one')
    .option('--since <number>', 'compared with this one; without it, with the one before')
    .description('tell in words how configurations differ')
    .action(async (file: string | undefined, options: DiffOptions) =>
      (await import('../config.js')).diffConfig(file, options, process.env),
    );

  config
    .command('put')
    .argument('<file>', 'the document')
    .option('--base <number>', 'the revision that it was made from; refused where another one runs')
    .option('--dry-run', 'only check it, and tell what it would change')
    .option('--over-file <digest>', 'replace the edited file that was shown with this digest')
    .description('put a document in the place of the running configuration, and into its file')
    .action(async (file: string, options: PutOptions) =>
      (await import('../config.js')).putConfig(file, options, process.env),
    );

  config
    .command('restore')
    .argument('<revision>', 'its number')
    .option('--base <number>', 'refused where another one runs than this')
    .option('--over-file <digest>', 'replace the edited file that was shown with this digest')
    .description('put an accepted configuration in the place of the running one again')
    .action(async (revision: string, options: ChangeOptions) =>
      (await import('../config.js')).restoreConfig(revision, options, process.env),
    );

  config
    .command('revisions')
    .description('list the accepted configurations, and who changed how much')
    .action(async () => (await import('../config.js')).listRevisions(process.env));
}
