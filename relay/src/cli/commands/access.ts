import { SCOPES } from '@convoso-connect/core/relay-contract';
import type { Command } from 'commander';
import type { KeyOptions } from '../access.js';
import type { AuditOptions } from '../audit.js';
import type { CreateOptions, RotateOptions } from '../keys.js';
import type { DeleteOptions } from '../secret.js';
import type { StartOptions } from '../start.js';

/** Running the relay, and who gets into it: keys, secrets, and who has changed what. */
export function addAccessCommands(program: Command): void {
  program
    .command('start')
    .description('run the relay (PORT, HOST, CONNECT_DATA, CONNECT_CONFIG, CONNECT_API_KEY)')
    .option('--new', 'begin with an empty database where the one that was here is gone, emptied or damaged')
    .option('--as-is', 'go on with the database as it is, without what was lost of it')
    .action(async (options: StartOptions) => (await import('../start.js')).start(options, process.env));

  program
    .command('link')
    .alias('console')
    .description('print a link that signs a browser in to the console of the running relay, once')
    .action(async () => (await import('../access.js')).printLink(process.env));

  program
    .command('key')
    .option('--rotate', 'make a new one; the one before opens nothing any more')
    .description('show the key of the HTTP API')
    .action(async (options: KeyOptions) => (await import('../access.js')).printKey(options, process.env));

  const keys = program.command('keys').description('keys with a name, each for what its scopes say');

  keys
    .command('list')
    .description('list them: what each may do, and when it was last used')
    .action(async () => (await import('../keys.js')).printKeys(process.env));

  keys
    .command('create')
    .argument('<name>', 'who is to use it, such as "n8n"')
    .requiredOption('--scopes <list>', `of ${Object.keys(SCOPES).join(', ')}, with commas between them`)
    .option('--per-second <count>', 'how many requests a second it opens for, 50 where nothing is said')
    .option('--days <count>', 'how long it opens; without it, until it is revoked')
    .description('make one, and show it once')
    .action(async (name: string, options: CreateOptions) =>
      (await import('../keys.js')).printNewKey(name, options, process.env),
    );

  keys
    .command('rotate')
    .argument('<name>', 'its name')
    .option('--overlap-hours <count>', 'how long the one before opens as well, 24 where nothing is said')
    .description('make another one in its place, and show it once')
    .action(async (name: string, options: RotateOptions) =>
      (await import('../keys.js')).printRotatedKey(name, options, process.env),
    );

  keys
    .command('revoke')
    .argument('<name>', 'its name')
    .description('withdraw one: it opens nothing any more')
    .action(async (name: string) => (await import('../keys.js')).revokeKey(name, process.env));

  program
    .command('audit')
    .option('--who <name>', 'the name of a key, or "admin key", "command line", "browser session", and so on')
    .option('--what <operation>', 'such as workflows.switch')
    .option('--since <time>', 'from this date as in 2026-11-20 on, or from this instant')
    .option('--until <time>', 'up to this date or instant')
    .option('--limit <count>', 'how many', '20')
    .description('list who changed what in the running relay, newest first')
    .action(async (options: AuditOptions) => (await import('../audit.js')).printAudit(options, process.env));

  const secret = program.command('secret').description('secrets that the relay keeps, encrypted');

  secret
    .command('set')
    .argument('<name>', 'what { "secretRef": "store:<name>" } refers to')
    .description('store a secret, piped in or typed at a prompt')
    .action(async (name: string) => (await import('../secret.js')).setSecret(name, process.env));

  secret
    .command('list')
    .description('list the names of what is stored, and where it is used')
    .action(async () => (await import('../secret.js')).listSecretNames(process.env));

  secret
    .command('delete')
    .argument('<name>', 'its name')
    .option('--even-if-used', 'one that the configuration uses, too')
    .description('delete a stored secret')
    .action(async (name: string, options: DeleteOptions) =>
      (await import('../secret.js')).deleteStoredSecret(name, options, process.env),
    );

  secret
    .command('new-key')
    .option('--yes', 'without asking: what is encrypted with the former key opens no more')
    .description('make another key of the stored secrets, where that of all relays on a database is lost')
    .action(async (options: { readonly yes?: boolean }) =>
      (await import('../secret.js')).replaceSecretsKey(options, process.env),
    );
}
