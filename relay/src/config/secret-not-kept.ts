import { ConnectError, MASK } from '@convoso-connect/core';
import {
  listSecrets,
  maskedAddress,
  partAt,
  type ConfigProblem,
  type ConnectConfig,
} from '@convoso-connect/core/config';

/** The configuration can only stand in the store, which keeps no secrets that stand in the document itself. */
export class SecretNotKept extends ConnectError {
  readonly problems: readonly ConfigProblem[];

  constructor(config: ConnectConfig, kept: 'the file cannot be written' | 'the store alone') {
    const problems = inlineSecrets(config);
    const isFile = kept === 'the file cannot be written';
    const why = isFile ? kept : 'the configuration stands in the database';
    super(
      'SECRET_NOT_KEPT',
      `${why}, and the store keeps no secret that stands in the document, as at ${problems.map(({ path }) => path).join(', ')}`,
      `Store each with npm run connect -- secret set NAME, and write { "secretRef": "store:NAME" } there${isFile ? '; or let the relay write the file' : ''}.`,
    );
    this.problems = problems;
  }
}

/** The secrets that stand in a document, or stood there before they were left out. */
export function inlineSecrets(config: ConnectConfig): ConfigProblem[] {
  const places = [
    ...listSecrets(config).flatMap(({ path, secret }) => (typeof secret === 'string' ? [path] : [])),
    ...config.endpoints.flatMap(({ apiUrl }, index) =>
      maskedAddress(apiUrl) === apiUrl ? [] : [`endpoints[${index}].apiUrl`],
    ),
  ];
  return places.map((path) => {
    const part = partAt(path, config);
    return {
      code: 'SECRET_NOT_KEPT',
      path,
      ...(part === null ? {} : { part }),
      value: MASK,
      message: 'This secret stands in the document itself, which the store does not keep.',
      remedy: 'Keep it elsewhere: { "secretRef": "store:NAME" } after npm run connect -- secret set NAME.',
    };
  });
}
