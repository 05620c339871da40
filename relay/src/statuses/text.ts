import { visibleLines, type AccountStatus } from '@convoso-connect/core';
import { counted } from '../counted.js';
import { FLAGS, hasChanges, type StatusChanges } from './changes.js';

/** How many there are, and what is new, changed or gone; one line for each. */
export function changesText(changes: StatusChanges, count: number): string {
  const { added, changed, gone } = changes;
  const lines = [
    ...added.map((row) => line('new', row, flagsText(row))),
    ...changed.map((row) => line('changed', row, row.differences.join(', '))),
    ...gone.map((row) => line('gone', row, 'Convoso has it no more')),
  ];
  const found = hasChanges(changes)
    ? `${added.length} new, ${changed.length} changed, ${gone.length} gone`
    : 'all of them as in the configuration';
  return visibleLines([`The account has ${counted(count, 'status', 'statuses')}: ${found}.`, ...lines]);
}

/** The whole table, a line for each status. */
export function tableText(statuses: readonly AccountStatus[]): string {
  return visibleLines(statuses.map((row) => line('', row, flagsText(row))));
}

function line(what: string, { status, name }: AccountStatus, more: string): string {
  return `  ${what.padEnd(9)}${status.padEnd(8)}${name}   ${more}`.trimEnd();
}

function flagsText(row: AccountStatus): string {
  return FLAGS.filter((flag) => row[flag]).join(', ');
}
