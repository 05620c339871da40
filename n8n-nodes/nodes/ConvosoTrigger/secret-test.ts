import type {
  ICredentialTestFunctions,
  ICredentialsDecrypted,
  INodeCredentialTestResult,
} from 'n8n-workflow';

/** What a machine cannot try out in the life of a hook. */
const SHORTEST_SECRET = 16;

/** There is nobody to ask whether a hook's secret is right, but a short one can be told to be none. */
export async function isLongEnough(
  this: ICredentialTestFunctions,
  { data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
  const secret = data?.['secret'];
  if (typeof secret === 'string' && secret.trim().length >= SHORTEST_SECRET) {
    return { status: 'OK', message: 'The secret is long enough. Convoso has to send the same one.' };
  }
  return {
    status: 'Error',
    message: `The secret can be guessed. Make it ${SHORTEST_SECRET} characters or longer.`,
  };
}
