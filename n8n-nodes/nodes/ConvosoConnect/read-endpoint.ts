import { MISFITS, urlFault } from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import type { IExecuteFunctions } from 'n8n-workflow';
import { mistake } from '../shared/mistake';
import { textParameter } from '../shared/parameters';
import { properties } from './properties';

export interface ConnectOptions {
  readonly statuses?: unknown;
  readonly attempts?: number;
  readonly delimiter?: string;
  readonly expectedResult?: 'any' | 'present' | 'truthy';
  readonly failOnNull?: boolean;
  readonly numbersAsNumbers?: boolean;
  readonly timeoutSeconds?: number;
  readonly waitSeconds?: number;
}

/** The endpoint that the node's parameters describe. Its credential is no part of it: n8n adds that to each request. */
export function readEndpoint(context: IExecuteFunctions, itemIndex: number): ResolvedEndpoint {
  const choice = <T extends string>(name: string, fallback: T) =>
    context.getNodeParameter(name, itemIndex, fallback) as T;
  const options = context.getNodeParameter('options', itemIndex, {}) as ConnectOptions;
  const requestMethod = choice<ResolvedEndpoint['requestMethod']>('requestMethod', 'POST');
  const endpoint: ResolvedEndpoint = {
    id: context.getNode().id,
    name: context.getNode().name,
    active: true,
    apiUrl: textParameter(context, 'apiUrl', itemIndex),
    requestMethod,
    direction: 'outbound',
    postDataType:
      requestMethod === 'GET' ? 'RAW' : choice<ResolvedEndpoint['postDataType']>('postDataType', 'RAW'),
    responseDataType: choice<ResolvedEndpoint['responseDataType']>('responseDataType', 'JSON'),
    apiIntegrator: choice<ResolvedEndpoint['apiIntegrator']>('apiIntegrator', 'none'),
    responseKey: choice('responseKey', ''),
    retry: choice<ResolvedEndpoint['retry']>('retry', 'safe'),
    delimiter: options.delimiter ?? '',
    numbersAsNumbers: options.numbersAsNumbers ?? false,
    timeoutSeconds: options.timeoutSeconds ?? 30,
    giveUpAfterSeconds: 0,
    ...expectationOf(options),
  };
  checkEndpoint(context, endpoint, itemIndex);
  return endpoint;
}

/** Without the option nothing is expected, and what looks like no success is only told. */
function expectationOf({ expectedResult: result }: ConnectOptions): Pick<ResolvedEndpoint, 'expect'> {
  if (result === undefined) return {};
  const empty = result === 'any' ? 'ok' : 'failure';
  return { expect: { status: '2xx', empty, result, redirect: 'failure' } };
}

function checkEndpoint(context: IExecuteFunctions, endpoint: ResolvedEndpoint, itemIndex: number): void {
  const fault = urlFault(endpoint.apiUrl);
  if (fault !== null) throw refusal('apiUrl', endpoint.apiUrl, fault);
  for (const { integrators, setting, isWrong, ...misfit } of MISFITS) {
    const value = endpoint[setting];
    if (integrators.test(endpoint.apiIntegrator) && isWrong(value)) throw refusal(setting, value, misfit);
  }

  function refusal(name: string, value: unknown, { message, remedy }: { message: string; remedy: string }) {
    const parameter = properties.find((property) => property.name === name)?.displayName ?? name;
    // The query of an address may hold a token.
    const shown = name === 'apiUrl' ? String(value).split('?')[0] : value;
    return mistake(context.getNode(), { parameter, value: shown, message, remedy, itemIndex });
  }
}
