import { HOLD_STATES } from '@convoso-connect/core/relay-contract';
import type { Command } from 'commander';
import type { HoldChoiceOptions, HoldsOptions } from '../holds.js';
import type { SubscriptionsOptions } from '../subscriptions.js';

/** What n8n, Zapier and programs have asked of the relay: to hold something, and to be sent events. */
export function addProgramsCommands(program: Command): void {
  const subscriptions = program
    .command('subscriptions')
    .option('--all', 'also those that have ended, and why')
    .description('list who has events of the running relay sent where')
    .action(async (options: SubscriptionsOptions) =>
      (await import('../subscriptions.js')).printSubscriptions(options, process.env),
    );

  subscriptions
    .command('end')
    .argument('<id>', 'as it is listed')
    .description('end one: nothing more is sent there')
    .action(async (id: string) => (await import('../subscriptions.js')).endSubscription(id, process.env));

  const holds = program
    .command('holds')
    .enablePositionalOptions()
    .option('--lead <id>', 'of this lead; of one without an id: phone:7735550167')
    .option('--given-id <id>', 'those that whoever made them calls like this')
    .option('--state <state>', HOLD_STATES.join(', '))
    .option('--all', 'also those that have ended, and how')
    .description('list what the running relay holds for n8n, Zapier and programs')
    .action(async (options: HoldsOptions) => (await import('../holds.js')).printHolds(options, process.env));

  holds
    .command('show')
    .argument('<id>', 'as it is listed')
    .description('tell everything about one: what it keeps, what it waits for, how its URL answered')
    .action(async (id: string) => (await import('../holds.js')).printHold(id, process.env));

  holds
    .command('flush')
    .argument('[id]', 'as it is listed; without it, all that the options mean')
    .option('--lead <id>', 'of this lead')
    .option('--given-id <id>', 'those that whoever made them calls like this')
    .description('end holds without handing them back')
    .action(async (id: string | undefined, options: HoldChoiceOptions) =>
      (await import('../holds.js')).flushHolds(id, options, process.env),
    );

  holds
    .command('run')
    .argument('<id>', 'as it is listed')
    .description('hand one back now; what stops it, and hours of the law, still count')
    .action(async (id: string) => (await import('../holds.js')).runHold(id, process.env));
}
