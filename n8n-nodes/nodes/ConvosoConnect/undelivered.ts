import type { Attempt, Masker } from '@convoso-connect/core';
import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { asHtml } from '../shared/hints';

export interface Ending {
  readonly last: Attempt;
  readonly attempts: number;
  /** The five checks, for whatever is no plain success. */
  readonly diagnosis: readonly string[] | null;
  readonly failOnNull: boolean;
  readonly itemIndex: number;
  /** Hides what the other system repeats of the credentials. */
  readonly masker: Masker;
}

/** Throws unless the item has been delivered: what happened, what the other system says, and what to do. */
export function refuseUndelivered(context: IExecuteFunctions, ending: Ending): void {
  const { last, attempts, diagnosis, failOnNull, itemIndex, masker } = ending;
  const { verdict, reason: told, result, outcome } = last;
  const isNull = verdict.verdict === 'delivered' && result.value === null && diagnosis !== null && failOnNull;
  if (verdict.verdict === 'delivered' && !isNull) return;
  const reason = masker.text(
    verdict.verdict === 'delivered' ? `The result is null: ${result.why ?? ''}` : verdict.reason,
  );
  const tries = attempts === 1 ? '' : ` after ${attempts} attempts`;
  const said = isNull || told === null || masker.text(told) === reason ? [] : [masker.text(told)];
  const answer = outcome.kind === 'answered' ? excerptOf(masker.text(outcome.body)) : '';
  const help = [
    ...said,
    ...(answer === '' ? [] : [`It answered: ${answer}`]),
    ...credentialNamed(context, outcome),
    ...(diagnosis ?? []),
  ];
  const error = new NodeOperationError(context.getNode(), `Not delivered${tries}: ${reason}`, {
    description: [...help, `(Item ${itemIndex})`].map(asHtml).join('<br>'),
    itemIndex,
  });
  const details: IDataObject = {
    status: outcome.kind === 'answered' ? outcome.status : null,
    attempts,
    ...(answer === '' ? {} : { answer }),
    ...(diagnosis === null ? {} : { diagnosis: [...diagnosis] }),
  };
  error.context['details'] = details;
  throw error;
}

/** The checks say what to do about a status; which credential it is, only n8n knows. */
function credentialNamed(context: IExecuteFunctions, outcome: Attempt['outcome']): string[] {
  const isRefused = outcome.kind === 'answered' && (outcome.status === 401 || outcome.status === 403);
  if (!isRefused) return [];
  const name = context.getNode().credentials?.['convosoConnectEndpointApi']?.name;
  return [
    name === undefined
      ? 'This node sends no credentials: set Authentication to Endpoint Credential.'
      : `The credential in use is "${name}".`,
  ];
}

const LONGEST_EXCERPT = 300;

function excerptOf(body: string): string {
  const text = body.replace(/\s+/g, ' ').trim();
  return text.length > LONGEST_EXCERPT ? `${text.slice(0, LONGEST_EXCERPT)}…` : text;
}
