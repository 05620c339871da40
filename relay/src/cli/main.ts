#!/usr/bin/env node
import path from 'node:path';
import { ConnectError, visibleParagraph } from '@convoso-connect/core';
import { FAILURE_CAUSES, SCOPES } from '@convoso-connect/core/relay-contract';
import { Command } from 'commander';
import { printKey, printLink, type KeyOptions } from './access.js';
import { acknowledgeAlarm, printAlarms, type AlarmsOptions } from './alarms.js';
import { printAudit, type AuditOptions } from './audit.js';
import {
  diffConfig,
  listRevisions,
  putConfig,
  restoreConfig,
  showConfig,
  type DiffOptions,
  type RevisionOptions,
} from './config.js';
import type { ChangeOptions, PutOptions } from './config-at-hand.js';
import { printDoctor, type DoctorOptions } from './doctor.js';
import { explain, type ExplainOptions } from './explain.js';
import { printForgetting, type ForgetOptions } from './forget.js';
import {
  printKeys,
  printNewKey,
  printRotatedKey,
  revokeKey,
  type CreateOptions,
  type RotateOptions,
} from './keys.js';
import { printFailures } from './failures.js';
import type { FailedOptions } from './failed-options.js';
import { flush, printPending, runNow, type PendingOptions } from './pending.js';
import { pause, resume, type PauseOptions } from './pause.js';
import { printFieldUses, printPreview } from './preview.js';
import { printSimulation, type SimulateOptions } from './simulate.js';
import { letIn, printQuarantine, type LetInOptions } from './quarantine.js';
import { replay, type ReplayOptions } from './replay.js';
import { sendAgain, type AgainOptions } from './send-again.js';
import { deleteStoredSecret, listSecretNames, setSecret, type DeleteOptions } from './secret.js';
import { start, type StartOptions } from './start.js';
import { endSubscription, printSubscriptions, type SubscriptionsOptions } from './subscriptions.js';
import { printStatus, type StatusOptions } from './status.js';
import { printStatuses, type PullOptions } from './statuses.js';
import { turn } from './switch.js';
import { startFaultOf } from '../store/start-fault.js';
import { printError } from './print.js';
import { printTest } from './test-endpoint.js';

const SINCE =
  'due since: 12:05, "yesterday 12:05", 2h, 2026-11-20, "2026-11-20 12:05", by the clock of the account';

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

const config = program.command('config').description('the configuration of the running relay');

config
  .command('show')
  .option('--revision <number>', 'an accepted one; without it, the running one')
  .description('print a configuration as its file would have it, secrets masked')
  .action((options: RevisionOptions) => showConfig(options, process.env));

config
  .command('diff')
  .argument('[file]', 'what putting this document would change; without it, of a revision')
  .option('--revision <number>', 'what this one changed; without it, the running one')
  .option('--since <number>', 'compared with this one; without it, with the one before')
  .description('tell in words how configurations differ')
  .action((file: string | undefined, options: DiffOptions) => diffConfig(file, options, process.env));

config
  .command('put')
  .argument('<file>', 'the document')
  .option('--base <number>', 'the revision that it was made from; refused where another one runs')
  .option('--dry-run', 'only check it, and tell what it would change')
  .option('--over-file <digest>', 'replace the edited file that was shown with this digest')
  .description('put a document in the place of the running configuration, and into its file')
  .action((file: string, options: PutOptions) => putConfig(file, options, process.env));

config
  .command('restore')
  .argument('<revision>', 'its number')
  .option('--base <number>', 'refused where another one runs than this')
  .option('--over-file <digest>', 'replace the edited file that was shown with this digest')
  .description('put an accepted configuration in the place of the running one again')
  .action((revision: string, options: ChangeOptions) => restoreConfig(revision, options, process.env));

config
  .command('revisions')
  .description('list the accepted configurations, and who changed how much')
  .action(() => listRevisions(process.env));

program
  .command('status')
  .option('--json', 'everything, as JSON')
  .description(
    'tell on one screen whether calls arrive, are decided and go out; exit code 0 well, 1 wrong, 2 not running',
  )
  .action((options: StatusOptions) => printStatus(options, process.env));

const alarms = program
  .command('alarms')
  .option('--state <state>', 'only open, acknowledged or resolved ones')
  .description('list what goes wrong in the running relay, and what did')
  .action((options: AlarmsOptions) => printAlarms(options, process.env));

alarms
  .command('acknowledge')
  .argument('<key>', 'as it is listed')
  .description('say that somebody knows of an alarm: nobody is reminded of it any more')
  .action((key: string) => acknowledgeAlarm(key, process.env));

const subscriptions = program
  .command('subscriptions')
  .option('--all', 'also those that have ended, and why')
  .description('list who has events of the running relay sent where')
  .action((options: SubscriptionsOptions) => printSubscriptions(options, process.env));

subscriptions
  .command('end')
  .argument('<id>', 'as it is listed')
  .description('end one: nothing more is sent there')
  .action((id: string) => endSubscription(id, process.env));

program
  .command('explain')
  .argument('[id]', 'what the catch hook answered with; without it, the latest')
  .option('--phone <number>', 'the latest of this phone number, in any formatting, or of its last digits')
  .option('--lead <id>', 'the latest of this lead')
  .option('--call <id>', 'the latest of this call')
  .option(
    '--workflow <name>',
    'only what this workflow decided and did: its id, its name, or how either begins',
  )
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
  .command('failures')
  .option('--endpoint <id>', 'to this endpoint; then each of them is listed, too')
  .option('--workflow <name>', 'of this workflow: its id or its name')
  .option('--cause <cause>', `one of ${FAILURE_CAUSES.join(', ')}`)
  .option('--reason <text>', 'whose reason has this text in it')
  .option('--since <time>', SINCE)
  .option('--until <time>', 'and before this time')
  .description('count what was not delivered by endpoint and cause, with what to do next')
  .action((options: FailedOptions) => printFailures(options, process.env));

program
  .command('pending')
  .option('--lead <id>', 'of this lead')
  .option('--workflow <name>', 'of this workflow: its id, its name, or how either begins')
  .option('--endpoint <id>', 'to this endpoint')
  .option('--type <type>', 'of this type, such as INTEGRATION')
  .description('list what the running relay has planned and not done yet')
  .action((options: PendingOptions) => printPending(options, process.env));

program
  .command('flush')
  .argument('[action]', 'the id of a pending action; without it, all that the options name')
  .option('--lead <id>', 'of this lead')
  .option('--workflow <name>', 'of this workflow: its id or its name')
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
  .command('run')
  .option('--endpoint <id>', 'to this endpoint')
  .option('--workflow <name>', 'of this workflow: its id or its name')
  .option('--cause <cause>', 'for this cause, as `failures` names it')
  .option('--reason <text>', 'whose reason has this text in it')
  .option('--since <time>', SINCE)
  .option('--until <time>', 'and before this time')
  .option('--dry-run', 'only tell what would be sent, and what would not and why')
  .description('have what waits for another attempt make it now')
  .action((options: AgainOptions) => sendAgain('run', options, process.env));

program
  .command('replay')
  .argument('[id]', 'the id of a dead letter; without it, all that the options name')
  .option('--workflow <name>', 'of this workflow: its id or its name')
  .option('--endpoint <id>', 'to this endpoint')
  .option('--reason <text>', 'whose reason has this text in it')
  .option('--cause <cause>', 'for this cause, as `failures` names it')
  .option('--since <time>', SINCE)
  .option('--until <time>', 'and before this time')
  .option('--dry-run', 'only tell what would be sent, and what would not and why')
  .description('try again what ended undelivered, with the same key and body')
  .action((id: string | undefined, options: ReplayOptions) => replay(id, options, process.env));

const quarantine = program.command('quarantine').description('requests that were turned away');

quarantine
  .command('list')
  .description('list them, newest first, with the reason and what lets each in')
  .action(() => printQuarantine(process.env));

quarantine
  .command('replay')
  .argument('<id...>', 'the ids of what is to be let in, after the mistake is mended')
  .option('--hook <id>', 'by this hook, where it came to none or is to go to another')
  .description('let in what was turned away')
  .action((ids: string[], options: LetInOptions) => letIn(ids, options, process.env));

program
  .command('switch')
  .argument('<part>', 'workflow, action or endpoint')
  .argument('<name>', 'its id or its name; of an action <workflow>/<action>')
  .argument('<position>', 'on or off')
  .description('switch a part on or off in the running relay')
  .action((part: string, id: string, position: string) => turn(part, id, position, process.env));

program
  .command('pause')
  .option('--endpoint <id>', 'this endpoint')
  .option('--all', 'everything')
  .description('hold what comes due, until it is resumed')
  .action((options: PauseOptions) => pause(options, process.env));

program
  .command('resume')
  .option('--endpoint <id>', 'this endpoint')
  .option('--all', 'everything that is not paused by itself')
  .description('let what was held go out, in order')
  .action((options: PauseOptions) => resume(options, process.env));

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
  .option('--lead <id>', 'only of this lead; one that was never delivered, as Convoso has it')
  .option('--phone <number>', 'only of this phone number, in any formatting')
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
  process.exitCode ??= 1;
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
