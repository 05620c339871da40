import type { ConnectError, Occurrence } from '@convoso-connect/core';
import type { ConfigProblem, ConnectConfig, Workflow } from '@convoso-connect/core/config';
import type { ConvosoAccount } from './account.js';
import type { NotSent } from '../notify/not-sent.js';
import type { SwitchBoard } from '../switches/switch-board.js';
import { isElsewhere } from './elsewhere.js';
import { doubtful, skipped, type Finding } from './finding.js';

/** What is examined. */
export interface SetUp {
  readonly config: ConnectConfig;
  /** The workflows that are on, each with the actions that are on. What is off may be unfinished. */
  readonly workflows: readonly Workflow[];
  /** Convoso as the token reaches it, or why it does not. */
  readonly convoso: Reached;
  /** What has been delivered lately, the newest first. */
  readonly occurrences: readonly Occurrence[];
  /** What is switched at run time. */
  readonly switches: SwitchBoard;
  /** The ids of the endpoints that are told to fail now. */
  readonly failing: ReadonlySet<string>;
  /** Where the relay listens, or would; null where that is not known. */
  readonly port: number | null;
  /** That notifications do not reach whom they are for; null where they do. */
  readonly notSent: NotSent | null;
  /** The hooks that have taken no call yet; all of them where no relay has ever run. */
  readonly neverCalled: readonly string[];
  /** What is wrong with the way by which mails go out. */
  readonly mailFaults: readonly ConfigProblem[];
}

export type Reached =
  | { readonly account: ConvosoAccount; readonly error: null }
  | { readonly account: null; readonly error: ConnectError };

export type Check = (setUp: SetUp) => Promise<readonly Finding[]> | readonly Finding[];

export function workflowsInUse({ workflows }: ConnectConfig): readonly Workflow[] {
  return workflows
    .filter(({ active }) => active)
    .map((workflow) => ({
      ...workflow,
      actionSets: workflow.actionSets.map((set) => ({
        ...set,
        actions: set.actions.filter(({ active }) => active),
      })),
    }));
}

/** All actions of a workflow. */
export function actionsOf({ actionSets }: Workflow): Workflow['actionSets'][number]['actions'] {
  return actionSets.flatMap(({ actions }) => actions);
}

/** What a check finds out from Convoso. Where Convoso cannot be asked, the check of the token says why. */
export async function fromConvoso(
  { convoso }: SetUp,
  ask: (account: ConvosoAccount) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const { account, error } = convoso;
  if (account !== null) return ask(account);
  return [skipped('Convoso cannot be asked', isElsewhere(error) ? error.remedy : 'Mend the token first.')];
}

/** A question that Convoso did not answer, such as one that the token has no right to. */
export function unanswered({ message, remedy }: ConnectError): Finding {
  return doubtful(`it could not be compared with Convoso: ${message.replace(/\.$/, '')}`, remedy);
}
