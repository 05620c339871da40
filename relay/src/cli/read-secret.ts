import { text } from 'node:stream/consumers';
import { ConnectError } from '@convoso-connect/core';
import { withoutLineBreak } from '../config/secret-source.js';
import { printError } from './print.js';

/** What is piped in, or else typed at a prompt that shows nothing of it. */
export async function readSecret(name: string): Promise<string> {
  const { stdin } = process;
  if (!stdin.isTTY) return withoutLineBreak(await text(stdin));
  printError(`The secret ${name} (nothing is shown): `);
  stdin.setRawMode(true);
  try {
    return await typed(stdin);
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    printError('\n');
  }
}

/** Ctrl-C, and Ctrl-D in the place of Enter. */
const INTERRUPT = '\u0003';
const END = ['\r', '\n', '\u0004'];
const RUB_OUT = ['\u007f', '\b'];

async function typed(stdin: NodeJS.ReadStream): Promise<string> {
  const characters: string[] = [];
  stdin.setEncoding('utf8');
  for await (const chunk of stdin) {
    for (const character of String(chunk)) {
      if (END.includes(character)) return characters.join('');
      if (character === INTERRUPT)
        throw new ConnectError('INTERRUPTED', 'nothing was stored', 'Run the command again.');
      if (RUB_OUT.includes(character)) characters.pop();
      else characters.push(character);
    }
  }
  return characters.join('');
}
