import path from 'node:path';
import { ConnectError, visibleParagraph } from '@convoso-connect/core';
import { Command } from 'commander';
import { addAccessCommands } from './commands/access.js';
import { addConfigurationCommands } from './commands/configuration.js';
import { addWatchingCommands } from './commands/watching.js';
import { addTryingCommands } from './commands/trying.js';
import { addOperatingCommands } from './commands/operating.js';
import { addProgramsCommands } from './commands/programs.js';
import { addUpkeepCommands } from './commands/upkeep.js';
import { addHelp } from './help-command.js';
import { assertNothingEmpty } from './nothing-empty.js';
import { inWordsOfOptions } from './option-words.js';
import { printError } from './print.js';

/** Carries out the command that this process was started with; what goes wrong is told, and is its exit code. */
export async function runCommandLine(): Promise<void> {
  const asked: Command[] = [];
  try {
    await commands((command) => asked.push(command)).parseAsync();
  } catch (error) {
    printError(`${await describe(error, asked[0])}\n`);
    process.exitCode ??= error instanceof ConnectError && LEADS_TO_NO_RELAY.has(error.code) ? 2 : 1;
  }
}

/** A script that watches by the exit code tells from it that it looks in the wrong place. */
const LEADS_TO_NO_RELAY: ReadonlySet<string> = new Set([
  'NEVER_STARTED',
  'STORE_EMPTY',
  'DATABASE_URL_MISSING',
]);

/** `begin` is told of the command that is about to be carried out. */
function commands(begin: (command: Command) => void): Command {
  const program = new Command('connect').description(
    'Convoso Connect: relay Convoso calls to any system, with reasons',
  );
  // An option belongs to the command that it stands behind, though the one before that knows it as well.
  program.enablePositionalOptions();
  program.hook('preAction', (_program, command) => {
    begin(command);
    assertNothingEmpty(command);
  });
  addAccessCommands(program);
  addConfigurationCommands(program);
  addWatchingCommands(program);
  addTryingCommands(program);
  addOperatingCommands(program);
  addProgramsCommands(program);
  addUpkeepCommands(program);
  addHelp(program);
  return program;
}

/** People get what is wrong and what to do; only a bug shows its stack. */
async function describe(error: unknown, command: Command | undefined): Promise<string> {
  if (error instanceof ConnectError) {
    const { message, remedy, code } = command === undefined ? error : inWordsOfOptions(error, command);
    return `${visibleParagraph(message)}\n${visibleParagraph(remedy)} [${code}]`;
  }
  const { isOfPostgres, remedyOfCommand, startFaultOf } = await import('../store/start-fault.js');
  const { relayStandingIn } = await import('./relay-standing.js');
  const dataFolder = path.resolve(process.env['CONNECT_DATA'] || 'data');
  const fault = startFaultOf(error, dataFolder);
  if (fault !== null) {
    // A relay that is at work there may still hold what a file has lost, and knows better what to do.
    const standing = await relayStandingIn(dataFolder);
    if (standing.kind === 'unready' && command?.name() !== 'start')
      return `${dataFolder}: the relay that runs there takes no call in: ${standing.why.message}\n${standing.why.remedy} [${fault.code}]`;
    // A Postgres is in no folder; where it is, DATABASE_URL says, which is shown to nobody.
    const where = isOfPostgres(error) ? '' : `${dataFolder}: `;
    return `${where}${fault.message}\n${remedyOfCommand(fault)} [${fault.code}]`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
