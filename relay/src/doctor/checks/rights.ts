import { ACTION_LABELS, ConnectError } from '@convoso-connect/core';
import { endpointUses } from '@convoso-connect/core/actions';
import type { ConvosoAccount } from '../account.js';
import { broken, doubtful, fine, listed, skipped, type Finding } from '../finding.js';
import { actionsOf, fromConvoso, unanswered, type SetUp } from '../set-up.js';

/** An endpoint of Convoso's, and what needs it. */
interface Need {
  readonly path: string;
  /** As in `Move of "Sale to CRM"`. */
  readonly user: string;
  /** Only then; null where it is needed every time. */
  readonly when: string | null;
}

/** Whether the token has the right to every endpoint that the actions call. */
export async function checkRights(setUp: SetUp): Promise<readonly Finding[]> {
  const needs = needsOf(setUp);
  if (needs.length === 0) return [skipped('no action acts in Convoso')];
  return fromConvoso(setUp, async (account) => {
    const paths = [...new Set(needs.map(({ path }) => path))];
    const missing: Finding[] = [];
    for (const path of paths) {
      const finding = await findingOf(
        account,
        path,
        needs.filter((need) => need.path === path),
      );
      if (finding !== null) missing.push(finding);
    }
    return missing.length > 0 ? missing : [fine(`the token may call ${listed(paths)}`)];
  });
}

function needsOf({ workflows }: SetUp): readonly Need[] {
  return workflows.flatMap((workflow) =>
    actionsOf(workflow).flatMap((action) =>
      endpointUses(action).map(({ path, when }) => {
        return { path, when, user: `${ACTION_LABELS[action.type]} of "${workflow.name}"` };
      }),
    ),
  );
}

async function findingOf(
  account: ConvosoAccount,
  path: string,
  needs: readonly Need[],
): Promise<Finding | null> {
  try {
    if (await account.mayCall(path)) return null;
  } catch (error) {
    if (error instanceof ConnectError) return unanswered(error);
    throw error;
  }
  const remedy = `Enable ${path} for the token in Convoso, API → Authorization Token.`;
  const always = needs.filter(({ when }) => when === null);
  const told = (users: readonly Need[]): string =>
    `the token has no right to ${path}, which ${listed(users.map(({ user }) => user))} needs`;
  if (always.length > 0) return broken(told(always), remedy);
  return doubtful(`${told(needs)} ${needs[0]?.when ?? ''}`, remedy);
}
