import { jsonTextProblems } from './json-text.js';
import { readConfig, type ParsedConfig } from './read-config.js';
import type { ConnectConfig } from './settled.js';

export interface ParseOptions {
  /**
   * The configuration that was accepted last, if any. Where it already held what only a rule that has been tightened
   * since would refuse, that is a warning: an upgrade never turns a running configuration away.
   */
  readonly accepted?: ConnectConfig | null;
}

/**
 * Reads a configuration document of any origin: applies the defaults, and tells every mistake, not only the first,
 * and what is allowed but worth a warning. Never throws; problems and warnings hold no secret. Most warnings need
 * values of the right shape, so a document whose values are wrong has few yet.
 */
export function parseConfig(input: unknown, { accepted = null }: ParseOptions = {}): ParsedConfig {
  return readConfig(input, accepted);
}

/** `parseConfig` for JSON text; a fault of the text is told with line and column, and then nothing else is. */
export function parseConfigText(text: string, options: ParseOptions = {}): ParsedConfig {
  const json = text.replace(/^\uFEFF/, '');
  const problems = jsonTextProblems(json);
  return problems.length === 0
    ? parseConfig(JSON.parse(json), options)
    : { ok: false, problems, warnings: [] };
}
