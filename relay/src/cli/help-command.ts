import type { Command } from 'commander';

/**
 * Gives a program, and each group of its commands, a `help` that says of a command which there is not what the command itself would: without
 * it, whoever mistypes one reads the list of all and is left to find out why.
 */
export function addHelp(group: Command): void {
  const commands = [...group.commands];
  for (const command of commands) if (command.commands.length > 0) addHelp(command);
  group
    .command('help [command]')
    .description('display help for command')
    .action(async (name?: string) => {
      const meant = name === undefined ? group : commands.find((each) => isCalled(each, name));
      if (meant === undefined) await group.parseAsync([name ?? ''], { from: 'user' });
      else meant.outputHelp();
    });
}

function isCalled(command: Command, name: string): boolean {
  return command.name() === name || command.aliases().includes(name);
}
