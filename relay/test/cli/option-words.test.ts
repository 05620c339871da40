import { describe, expect, it } from '@jest/globals';
import { ConnectError } from '@convoso-connect/core';
import { Command } from 'commander';
import { inWordsOfOptions } from '../../src/cli/option-words.js';

const command = new Command('run')
  .option('--endpoint <id>')
  .option('--lead <id>')
  .option('--since <time>')
  .option('--until <time>')
  .option('--dry-run');

const told = (code: string, message: string, remedy = 'Name at least one of endpoint, from, to.') =>
  inWordsOfOptions(new ConnectError(code, message, remedy), command);

describe('a refusal of the command line', () => {
  it.each([
    ['NOT_A_DATE', 'from is "noon", which is no time', '--since is "noon", which is no time'],
    ['NOT_A_DATE', 'to is "1h", which is not after from', '--until is "1h", which is not after --since'],
    ['UNKNOWN_VALUE', 'endpoint is "x"', '--endpoint is "x"'],
    ['NOT_A_PHONE_NUMBER', 'lead is "phone:x", which is none', '--lead is "phone:x", which is none'],
    ['UNKNOWN_VALUE', 'limit is "x"', 'limit is "x"'],
    ['NOT_WAITING', 'from is nothing that was asked', 'from is nothing that was asked'],
  ])('%s names options as they are typed: %s', (code, message, said) => {
    expect(told(code, message)).toMatchObject({ code, message: said });
  });

  it('names all of them that choose, where nothing was chosen', () => {
    expect(told('NOTHING_CHOSEN', 'it is not said what is meant').remedy).toBe(
      'Name at least one of --endpoint, --lead, --since, --until.',
    );
    expect(told('UNKNOWN_ENDPOINT', 'there is none').remedy).toBe('Name at least one of endpoint, from, to.');
  });
});

describe('a remedy that is told to who uses the API', () => {
  it.each([
    [
      'CONFIG_CHANGED',
      'Look at both, make the change on revision 3, and send it with If-Match: "3".',
      'Look at both, make the change on revision 3, and give the command again with --base 3.',
    ],
    [
      'FILE_CHANGED',
      'To replace what it says, send overFile=a-B_9, or add --over-file a-B_9.',
      'To replace what it says, add --over-file a-B_9.',
    ],
    [
      'UNKNOWN_HOOK',
      'Add the hook to the configuration, or name another with ?hook=.',
      'Add the hook to the configuration, or name another with --hook <id>.',
    ],
    [
      'STILL_PENDING',
      'Have them cancelled first: --pending flush, or "pending": "flush".',
      'Have them cancelled first: --pending flush.',
    ],
  ])('is told on the command line with the option that there is for it: %s', (code, remedy, said) => {
    expect(told(code, 'it is so', remedy)).toMatchObject({ code, message: 'it is so', remedy: said });
  });
});
