import { ConnectError } from '@convoso-connect/core';
import { printEndpointTest } from './test-endpoint.js';
import { printTestMails } from './test-mail.js';

export interface TestOptions {
  readonly lead?: string;
  readonly mail?: boolean;
}

/** Tries one thing: an endpoint, or whether mails arrive. */
export async function printTest(
  endpoint: string | undefined,
  { lead, mail = false }: TestOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (endpoint !== undefined && !mail)
    await printEndpointTest(endpoint, { ...(lead !== undefined && { lead }) }, env);
  else if (endpoint === undefined && mail && lead === undefined) await printTestMails(env);
  else throw nothingChosen({ endpoint, mail });
}

function nothingChosen({ endpoint, mail }: { endpoint: string | undefined; mail: boolean }): ConnectError {
  const both = endpoint === undefined ? '--lead and --mail' : `both the endpoint ${endpoint} and --mail`;
  return new ConnectError(
    'NOTHING_CHOSEN',
    mail ? `${both} were given` : 'neither an endpoint nor --mail was given',
    'Name one endpoint, with --lead <id> where that is to be of one lead, or give --mail alone.',
  );
}
