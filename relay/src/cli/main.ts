#!/usr/bin/env node
import path from 'node:path';
import { ConnectError, visibleParagraph } from '@convoso-connect/core';
import { Command } from 'commander';
import { printKey, printLink, type KeyOptions } from './access.js';
import { printDoctor, type DoctorOptions } from './doctor.js';
import { explain, type ExplainOptions } from './explain.js';
import { printForgetting, type ForgetOptions } from './forget.js';
import { flush, printPending, runNow, type PendingOptions } from './pending.js';
import { printFieldUses, printPreview } from './preview.js';
import { printSimulation, type SimulateOptions } from './simulate.js';
import { replay, type ReplayOptions } from './replay.js';
import { deleteStoredSecret, listSecretNames, setSecret, type DeleteOptions } from './secret.js';
import { start, type StartOptions } from './start.js';
import { printStatuses, type PullOptions } from './statuses.js';
import { turn } from './switch.js';
import { startFaultOf } from '../store/start-fault.js';
import { printError } from './print.js';
import { printTest } from './test-endpoint.js';

const program = new Command('connect').description(
  'Convoso Connect: relay Convoso calls to any system, with reasons',
);

program
  .command('start')
  .description('run the relay (PORT, HOST, CONNECT_DATA, CONNECT_CONFIG, CONNECT_API_KEY)')
  .option('--new', 'begin with an empty database where the one that was here is gone, emptied or damaged')
  .option('--as-is', 'go on with the database as it is, without what was lost of it')
  .action((options: StartOptions) => start(options, process.env));

program
  .command('link')
  .description('print a link that signs a browser in to the running relay, once')
  .action(() => printLink(process.env));

program
  .command('key')
  .option('--rotate', 'make a new one; the one before opens nothing any more')
  .description('show the key of the HTTP API')
  .action((options: KeyOptions) => printKey(options, process.env));

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

program
  .command('explain')
  .argument('[id]', 'what the catch hook answered with; without it, the latest')
  .option('--phone <number>', 'the latest of this phone number, in any formatting, or of its last digits')
  .option('--lead <id>', 'the latest of this lead')
  .option('--call <id>', 'the latest of this call')
  .option('--workflow <id>', 'only what this workflow decided and did')
  .option('--limit <count>', 'how many', '1')
  .description('tell why something fired or did not')
  .action((id: string | undefined, options: ExplainOptions) => explain(id, options, process.env));

program
  .command('preview')
  .argument('<adaptor>', 'its id')
  .option('--lead <id>', 'with the data of this lead; without it, of the latest call')
  .description('show what an adaptor would send, and what is odd about it')
  .action((adaptor: string, options: { lead?: string }) => printPreview(adaptor, options, process.env));

program
  .command('test')
  .argument('<endpoint>', 'its id')
  .option('--lead <id>', 'with the data of this lead; without it, of the latest call')
  .description('fire a live request through the running relay')
  .action((endpoint: string, options: { lead?: string }) => printTest(endpoint, options, process.env));

program
  .command('uses')
  .argument('<field>', 'a field name, or section.field')
  .description('list every place that renaming a field in Convoso would break')
  .action((field: string) => printFieldUses(field, process.env));

program
  .command('pending')
  .option('--lead <id>', 'of this lead')
  .option('--workflow <id>', 'of this workflow')
  .option('--endpoint <id>', 'to this endpoint')
  .option('--type <type>', 'of this type, such as INTEGRATION')
  .description('list what the running relay has planned and not done yet')
  .action((options: PendingOptions) => printPending(options, process.env));

program
  .command('flush')
  .argument('[action]', 'the id of a pending action; without it, all that the options name')
  .option('--lead <id>', 'of this lead')
  .option('--workflow <id>', 'of this workflow')
  .option('--endpoint <id>', 'to this endpoint')
  .option('--type <type>', 'of this type')
  .description('cancel pending actions without performing them')
  .action((id: string | undefined, options: PendingOptions) => flush(id, options, process.env));

program
  .command('run-now')
  .argument('<action>', 'the id of a pending action')
  .description('have a pending action performed now')
  .action((id: string) => runNow(id, process.env));

program
  .command('replay')
  .argument('[id]', 'the id of a dead letter; without it, all that the options name')
  .option('--workflow <id>', 'of this workflow')
  .option('--endpoint <id>', 'to this endpoint')
  .option('--reason <text>', 'whose reason has this text in it')
  .option('--since <time>', 'from this date as in 2026-11-20 on, or from this instant')
  .option('--until <time>', 'up to this date or instant')
  .description('try again what ended undelivered, with the same key and body')
  .action((id: string | undefined, options: ReplayOptions) => replay(id, options, process.env));

program
  .command('switch')
  .argument('<part>', 'workflow, action or endpoint')
  .argument('<id>', 'its id; of an action <workflow>/<action>')
  .argument('<position>', 'on or off')
  .description('switch a part on or off in the running relay')
  .action((part: string, id: string, position: string) => turn(part, id, position, process.env));

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
  .action((options: ForgetOptions) => printForgetting(options, process.env));

program
  .command('simulate')
  .option('--config <file>', 'the configuration to try; without it, the one accepted last')
  .option('--since <time>', 'a date as in 2026-11-20, or an instant; without it, of the last week')
  .option('--until <time>', 'up to this date or instant')
  .option('--json', 'everything, as JSON')
  .description('show what a configuration would have done with the stored occurrences, and send nothing')
  .action((options: SimulateOptions) => printSimulation(options, process.env));

program
  .command('doctor')
  .option('--json', 'everything, as JSON')
  .description('check the whole set-up, and tell what to mend')
  .action((options: DoctorOptions) => printDoctor(options, process.env));

program
  .command('statuses')
  .description("the account's own statuses")
  .command('pull')
  .option('--print', 'only show them, and write nothing')
  .description('load the statuses of the account into the configuration file')
  .action((options: PullOptions) => printStatuses(options, process.env));

try {
  await program.parseAsync();
} catch (error) {
  printError(`${describe(error)}\n`);
  process.exitCode = 1;
}

/** People get what is wrong and what to do; only a bug shows its stack. */
function describe(error: unknown): string {
  if (error instanceof ConnectError)
    return `${visibleParagraph(error.message)}\n${visibleParagraph(error.remedy)} [${error.code}]`;
  const dataFolder = path.resolve(process.env['CONNECT_DATA'] || 'data');
  const fault = startFaultOf(error, dataFolder);
  if (fault !== null) return `${dataFolder}: ${fault.message}\n${fault.remedy} [${fault.code}]`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
