import path from 'node:path';
import { ConnectError, visibleParagraph } from '@convoso-connect/core';
import { Command } from 'commander';
import { startFaultOf } from '../store/start-fault.js';
import { addAccessCommands } from './commands/access.js';
import { addConfigurationCommands } from './commands/configuration.js';
import { addWatchingCommands } from './commands/watching.js';
import { addTryingCommands } from './commands/trying.js';
import { addOperatingCommands } from './commands/operating.js';
import { addProgramsCommands } from './commands/programs.js';
import { addUpkeepCommands } from './commands/upkeep.js';
import { printError } from './print.js';

/** Carries out the command that this process was started with; what goes wrong is told, and is its exit code. */
export async function runCommandLine(): Promise<void> {
  try {
    await commands().parseAsync();
  } catch (error) {
    printError(`${describe(error)}\n`);
    process.exitCode ??= 1;
  }
}

function commands(): Command {
  const program = new Command('connect').description(
    'Convoso Connect: relay Convoso calls to any system, with reasons',
  );
  // An option belongs to the command that it stands behind, though the one before that knows it as well.
  program.enablePositionalOptions();
  addAccessCommands(program);
  addConfigurationCommands(program);
  addWatchingCommands(program);
  addTryingCommands(program);
  addOperatingCommands(program);
  addProgramsCommands(program);
  addUpkeepCommands(program);
  return program;
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
