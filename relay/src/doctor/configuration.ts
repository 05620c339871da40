import { ConnectError } from '@convoso-connect/core';
import {
  parseConfigText,
  resolveSecrets,
  type ConfigProblem,
  type ConnectConfig,
  type SecretRef,
} from '@convoso-connect/core/config';
import { readConfigFile } from '../config/read-config.js';
import { broken, doubtful, fine, type Finding } from './finding.js';

export interface ReadConfiguration {
  /** Null where there is none that the relay would accept. */
  readonly config: ConnectConfig | null;
  readonly findings: readonly Finding[];
}

/**
 * The configuration file, and what is wrong with it: what the relay would refuse after the configuration it accepted
 * last, secrets that are not there.
 */
export function readConfiguration(
  file: string,
  secrets: (ref: SecretRef) => string | undefined,
  accepted: ConnectConfig | null,
): ReadConfiguration {
  const text = textOf(file);
  if (typeof text !== 'string') return { config: null, findings: [text] };
  const parsed = parseConfigText(text, { accepted });
  if (!parsed.ok)
    return { config: null, findings: parsed.problems.map((problem) => broken(...told(problem))) };
  const { config } = parsed;
  const unopened: Finding[] = [];
  const { problems, warnings } = resolveSecrets(config, (ref) => {
    try {
      return secrets(ref);
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      unopened.push(broken(error.message, error.remedy));
      return undefined;
    }
  });
  const findings = [
    ...unopened.slice(0, 1),
    ...problems.map((problem) => broken(...told(problem))),
    ...[...parsed.warnings, ...warnings].filter(isToldHere).map((problem) => doubtful(...told(problem))),
  ];
  return {
    config,
    findings:
      findings.length > 0 ? findings : [fine('the configuration is valid, and every secret is there')],
  };
}

function textOf(file: string): string | Finding {
  try {
    return readConfigFile(file);
  } catch (error) {
    if (error instanceof ConnectError) return broken(error.message, error.remedy);
    throw error;
  }
}

function told({ path, part, value, message, remedy }: ConfigProblem): [message: string, remedy: string] {
  const where = path === '' ? 'the document' : path;
  const named = part === undefined ? where : `${where} of ${part}`;
  return [`${named} (${value}): ${message.replace(/\.$/, '')}`, remedy];
}

/** Which statuses there are, the check of status codes tells, which asks the account. */
function isToldHere({ code }: ConfigProblem): boolean {
  return code !== 'UNKNOWN_STATUS';
}
