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
