import { copyFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The JSON Schema beside the configuration, by which editors complete it and mark mistakes. */
export const SCHEMA_FILE = 'connect.schema.json';

/**
 * Puts the JSON Schema of this version beside the sample that was just written, or in the place of an earlier version's.
 * Where neither is, nothing is written: a configuration may stand where the relay has no business to write.
 */
export function placeSchema(configFile: string, wroteSample: boolean): void {
  const file = path.join(path.dirname(configFile), SCHEMA_FILE);
  if (!wroteSample && !existsSync(file)) return;
  copyFileSync(createRequire(import.meta.url).resolve(`@convoso-connect/core/${SCHEMA_FILE}`), file);
}
