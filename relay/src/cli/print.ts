import { visibleBlock } from '@convoso-connect/core';

/** Prints a text for the person at the terminal; whatever it holds, it can do nothing to the terminal. */
export function print(text: string): void {
  process.stdout.write(visibleBlock(text));
}

/** The same for what is wrong. */
export function printError(text: string): void {
  process.stderr.write(visibleBlock(text));
}
