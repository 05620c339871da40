import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tempFolder } from '../support/relay.js';

export const PAGE =
  '<!doctype html><title>Console</title><script src="/console/assets/main-ABCDEF12.js" defer></script>';
export const SCRIPT = `console.log(${JSON.stringify('a call '.repeat(500))})`;

/** A folder as a build of the console leaves it. */
export function builtConsole(): string {
  const folder = tempFolder();
  mkdirSync(path.join(folder, 'assets'));
  write(folder, 'index.html', PAGE);
  write(folder, 'favicon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  write(folder, 'assets/main-ABCDEF12.js', SCRIPT);
  write(folder, 'assets/main-ABCDEF12.js.map', '{}');
  write(folder, 'assets/plain.css', 'body{}');
  return folder;
}

export function write(folder: string, name: string, text: string): void {
  writeFileSync(path.join(folder, name), text);
}

/** Builds the page anew, at a time that differs from the one before however fast a test goes. */
export function rebuild(folder: string, text: string): void {
  write(folder, 'index.html', text);
  utimesSync(path.join(folder, 'index.html'), 1, 1);
}
