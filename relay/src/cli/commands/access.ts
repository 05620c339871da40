import { SCOPES } from '@convoso-connect/core/relay-contract';
import type { Command } from 'commander';
import { printKey, printLink, type KeyOptions } from '../access.js';
import { printAudit, type AuditOptions } from '../audit.js';
import {
  printKeys,
  printNewKey,
  printRotatedKey,
  revokeKey,
  type CreateOptions,
  type RotateOptions,
} from '../keys.js';
import {
  deleteStoredSecret,
  listSecretNames,
  replaceSecretsKey,
  setSecret,
  type DeleteOptions,
} from '../secret.js';
import { start, type StartOptions } from '../start.js';

/** Running the relay, and who gets into it: keys, secrets, and who has changed what. */
export function addAccessCommands(program: Command): void {
  program
    .command('start')
    .description('run the relay (PORT, HOST, CONNECT_DATA, CONNECT_CONFIG, CONNECT_API_KEY)')
    .option('--new', 'begin with an empty database where the one that was here is gone, emptied or damaged')
    .option('--as-is', 'go on with the database as it is, without what was lost of it')
    .action((options: StartOptions) => start(options, process.env));

  program
    .command('link')
    .alias('console')
    .description('print a link that signs a browser in to the console of the running relay, once')
    .action(() => printLink(process.env));

  program
    .command('key')
    .option('--rotate', 'make a new one; the one before opens nothing any more')
    .description('show the key of the HTTP API')
    .action((options: KeyOptions) => printKey(options, process.env));

  const keys = program.command('keys').description('keys with a name, each for what its scopes say');

  keys
    .command('list')
    .description('list them: what each may do, and when it was last used')
    .action(() => printKeys(process.env));

  keys
    .command('create')
    .argument('<name>', 'who is to use it, such as "n8n"')
    .requiredOption('--scopes <list>', `of ${Object.keys(SCOPES).join(', ')}, with commas between them`)
    .option('--per-second <count>', 'how many requests a second it opens for, 50 where nothing is said')
    .option('--days <count>', 'how long it opens; without it, until it is revoked')
    .description('make one, and show it once')
    .action((name: string, options: CreateOptions) => printNewKey(name, options, process.env));

  keys
    .command('rotate')
    .argument('<name>', 'its name')
    .option('--overlap-hours <count>', 'how long the one before opens as well, 24 where nothing is said')
    .description('make another one in its place, and show it once')
    .action((name: string, options: RotateOptions) => printRotatedKey(name, options, process.env));

  keys
    .command('revoke')
    .argument('<name>', 'its name')
    .description('withdraw one: it opens nothing any more')
    .action((name: string) => revokeKey(name, process.env));

  program
    .command('audit')
    .option('--who <name>', 'the name of a key, or "admin key", "command line", "browser session", and so on')
    .option('--what <operation>', 'such as workflows.switch')
    .option('--since <time>', 'from this date as in 2026-11-20 on, or from this instant')
    .option('--until <time>', 'up to this date or instant')
    .option('--limit <count>', 'how many', '20')
    .description('list who changed what in the running relay, newest first')
    .action((options: AuditOptions) => printAudit(options, process.env));

  const secret = program.command('secret').description('secrets that the relay keeps, encrypted');

  secret
    .command('set')
    .argument('<name>', 'what { "secretRef": "store:<name>" } refers to')
    .description('store a secret, piped in or typed at a prompt')
    .action((name: string) => setSecret(name, process.env));

  secret
    .command('list')
    .description('list the names of what is stored, and where it is used')
    .action(() => listSecretNames(process.env));

  secret
    .command('delete')
    .argument('<name>', 'its name')
    .option('--even-if-used', 'one that the configuration uses, too')
    .description('delete a stored secret')
    .action((name: string, options: DeleteOptions) => deleteStoredSecret(name, options, process.env));

  secret
    .command('new-key')
    .option('--yes', 'without asking: what is encrypted with the former key opens no more')
    .description('make another key of the stored secrets, where that of all relays on a database is lost')
    .action((options: { readonly yes?: boolean }) => replaceSecretsKey(options, process.env));
}
