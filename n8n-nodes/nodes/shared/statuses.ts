import type { AccountStatus, DispositionFlags } from '@convoso-connect/core';
import type { INodeProperties } from 'n8n-workflow';
import type { Given } from './given';

const LABEL = 'Account Statuses';

/** Where a user hands in the account's own disposition table. */
export const statusesProperty: INodeProperties = {
  displayName: LABEL,
  name: 'statuses',
  type: 'json',
  default: '[]',
  description:
    "Your account's own dispositions, as the operation Get Many of the resource Status of the Convoso node gives them. Without them the built-in table is used, whose flags are guesses.",
};

const FLAGS = ['final', 'reached', 'success', 'dnc', 'callback', 'contact', 'voicemail'] as const;

/** Reads the table: a JSON text or a list, with Convoso's Y and N or with true and false; empty is no table. */
export function readStatuses(given: Given): AccountStatus[] {
  const value = given.value('statuses') ?? [];
  const refuse = (message: string) =>
    given.refuse(
      LABEL,
      value,
      message,
      'Give a list such as [{"status":"SALE","name":"Sale","final":"Y","success":"Y"}].',
    );
  const list = typeof value === 'string' ? parseList(value) : value;
  if (!Array.isArray(list)) throw refuse('This is no list in JSON.');
  return list.map((row: unknown) => {
    if (!isRecord(row) || typeof row['status'] !== 'string' || row['status'].trim() === '') {
      throw refuse('One of the entries has no status.');
    }
    const { status, name } = row;
    return { ...flagsOf(row), status, name: typeof name === 'string' ? name : status };
  });
}

function parseList(text: string): unknown {
  if (text.trim() === '') return [];
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function flagsOf(row: Record<string, unknown>): DispositionFlags {
  const flags = FLAGS.map((flag) => [flag, row[flag] === true || row[flag] === 'Y']);
  return Object.fromEntries(flags) as Record<(typeof FLAGS)[number], boolean>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
