import { Convoso, type ConvosoOptions } from '@convoso-connect/core/convoso-js';
import { TOKEN, type ConvosoStandIn } from '../stand-ins/convoso/convoso.js';

/** The client as a program for convoso-js makes it, on a stand-in; it finds fetch by itself. */
export function clientOf(
  { baseUrl }: Pick<ConvosoStandIn, 'baseUrl'>,
  options: Partial<ConvosoOptions> = {},
): Convoso {
  return new Convoso({ authToken: TOKEN, baseUrl, ...options });
}

/** What a call ends with. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('the call succeeded');
}
