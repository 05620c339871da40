import { ConnectError } from '@convoso-connect/core';
import {
  parseConfigText,
  resolveSecrets,
  smtpUrlFault,
  type ConfigProblem,
  type ConnectConfig,
  type SecretRef,
} from '@convoso-connect/core/config';
import { readConfigFile } from '../config/read-config.js';
import { mentionsOf } from './checks/lists-and-campaigns.js';
import { isElsewhere } from './elsewhere.js';
import { broken, doubtful, fine, skipped, type Finding } from './finding.js';

export interface ReadConfiguration {
  /** Null where there is none that the relay would accept. */
  readonly config: ConnectConfig | null;
  readonly findings: readonly Finding[];
  /** What is wrong with the way by which mails go out. */
  readonly mailFaults: readonly ConfigProblem[];
}

export interface ConfigurationPlace {
  /** The document, where it stands in the store and in no file; else null. */
  readonly inStore: string | null;
  readonly file: string;
  readonly ifNoFile: string | undefined;
}

/**
 * The configuration, and what is wrong with it: what the relay would refuse after the configuration it accepted
 * last, secrets that are not there.
 */
export function readConfiguration(
  { inStore, file, ifNoFile }: ConfigurationPlace,
  secrets: (ref: SecretRef) => string | undefined,
  accepted: ConnectConfig | null,
): ReadConfiguration {
  const text = inStore ?? textOf(file, ifNoFile);
  if (typeof text !== 'string') return { config: null, findings: [text], mailFaults: [] };
  const parsed = parseConfigText(text, { accepted });
  if (!parsed.ok) {
    const mistakes = parsed.problems.map((problem) => broken(...told(problem)));
    return { config: null, findings: mistakes, mailFaults: [] };
  }
  const { config } = parsed;
  const unopened = new Map<string, ConnectError>();
  const opened = (ref: SecretRef): string | undefined => {
    try {
      return secrets(ref);
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      unopened.set(JSON.stringify(ref.secretRef), error);
      return undefined;
    }
  };
  const { problems, warnings } = resolveSecrets(config, opened);
  const isSecretElsewhere = (value: string): boolean => {
    const error = unopened.get(value);
    return error !== undefined && isElsewhere(error);
  };
  const doubts = [...parsed.warnings, ...warnings];
  const isUseless = ({ code }: ConfigProblem): boolean =>
    USELESS.has(code) && (code !== 'BAD_SMTP_URL' || !areMailsSent(config, opened));
  const findings = [
    ...[...new Map([...unopened.values()].map((error) => [error.message, error])).values()].map(notOpened),
    // What is stored and cannot be opened is not missing: whoever stored it again would overwrite it.
    ...problems.filter(({ value }) => !unopened.has(value)).map((problem) => broken(...told(problem))),
    ...doubts
      .filter((problem) => isToldHere(problem, config))
      .map((problem) => (isUseless(problem) ? broken : doubtful)(...told(problem))),
  ];
  return {
    config,
    findings:
      findings.length > 0 ? findings : [fine('the configuration is valid, and every secret is there')],
    mailFaults: [...problems.filter(({ value }) => !isSecretElsewhere(value)), ...doubts].filter(
      (problem) => isOfMail(problem.path) && (isUseless(problem) || KEEPS_MAILS_BACK.has(problem.code)),
    ),
  };
}

/** What an earlier version accepted, or what a reference stands for, and what serves for nothing all the same. */
const USELESS: ReadonlySet<string> = new Set(['BAD_SMTP_URL', 'BAD_MAIL_ADDRESS', 'BAD_HEARTBEAT_URL']);

/** What besides keeps mails from going out, where it is about these. */
const KEEPS_MAILS_BACK: ReadonlySet<string> = new Set(['MISSING_SECRET', 'PRIVATE_ADDRESS_REFUSED']);

/** Some addresses of mail servers are no longer saved, and mails go by them all the same. */
function areMailsSent(
  { settings: { email } }: ConnectConfig,
  opened: (ref: SecretRef) => string | undefined,
): boolean {
  if (email === undefined) return false;
  const text = typeof email.smtpUrl === 'string' ? email.smtpUrl : opened(email.smtpUrl);
  return text !== undefined && smtpUrlFault(text) === null;
}

function isOfMail(path: string): boolean {
  return path.startsWith('settings.email.') || /^settings\.(?:alarms|notifications)\.email$/.test(path);
}

function notOpened(error: ConnectError): Finding {
  const { message, remedy } = error;
  return isElsewhere(error) ? skipped(message, remedy) : broken(message, remedy);
}

function textOf(file: string, ifNoFile: string | undefined): string | Finding {
  try {
    return readConfigFile(file, ifNoFile);
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

/** Names in the place of ids. */
const BY_NAME: ReadonlySet<string> = new Set(['ID_BY_NAME', 'SCOPE_BY_NAME']);

/**
 * Which statuses, lists and campaigns there are, later checks tell, which ask the account and so know the id that is
 * meant.
 */
function isToldHere({ code, value }: ConfigProblem, { account, workflows }: ConnectConfig): boolean {
  if (!BY_NAME.has(code) || account.authToken === undefined) return code !== 'UNKNOWN_STATUS';
  return !workflows.flatMap(mentionsOf).some(({ id }) => JSON.stringify(id) === value);
}
