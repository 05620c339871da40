import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeAfterTest } from './closing.js';

/** A data folder, with a configuration where one is given, that is gone after the test. */
export function dataFolder(config?: unknown): string {
  return folderUnder(tmpdir(), config);
}

/** The same on a disk, which temporary files are not always on: where it matters how long a commit takes. */
export function folderOnDisk(config?: unknown): string {
  return folderUnder(process.env['TMPDIR_ON_DISK'] ?? tmpdir(), config);
}

function folderUnder(parent: string, config: unknown): string {
  const folder = mkdtempSync(path.join(parent, 'convoso-connect-'));
  closeAfterTest(() => rmSync(folder, { recursive: true, force: true }));
  if (config !== undefined) writeConfig(folder, config);
  return folder;
}

/** Puts a document (or any text) in place at once, so that a running relay never reads half of it. */
export function writeConfig(folder: string, config: unknown): void {
  const draft = path.join(folder, 'connect.json.draft');
  writeFileSync(draft, typeof config === 'string' ? config : JSON.stringify(config, null, 2));
  renameSync(draft, path.join(folder, 'connect.json'));
}
