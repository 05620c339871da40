import {
  MASK,
  MISFITS,
  NO_SECRETS,
  ambiguousHost,
  createMasker,
  expectationOf,
  placeholdersIn,
  urlFault,
} from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import type { INode } from 'n8n-workflow';
import type { Given } from '../shared/given';
import { properties } from './properties';

/** How the node itself goes about sending; none of it is the endpoint's. */
export interface Sending {
  readonly attempts: number;
  /** Between two attempts. */
  readonly waitSeconds: number;
  readonly atOnce: number;
  readonly failOnNull: boolean;
}

export function readSending(given: Given): Sending {
  const options = given.collection('options');
  return {
    attempts: options.number('attempts'),
    waitSeconds: options.number('waitSeconds'),
    atOnce: Math.max(1, Math.floor(options.number('atOnce'))),
    failOnNull: options.flag('failOnNull'),
  };
}

/** The endpoint that the node's parameters describe. Its credential is no part of it: n8n adds that to each request. */
export function readEndpoint({ id, name, typeVersion }: INode, given: Given): ResolvedEndpoint {
  const options = given.collection('options');
  const requestMethod = given.choice('requestMethod') as ResolvedEndpoint['requestMethod'];
  const endpoint: ResolvedEndpoint = {
    id,
    name,
    active: true,
    apiUrl: given.text('apiUrl').trim(),
    requestMethod,
    direction: 'outbound',
    postDataType:
      requestMethod === 'GET' ? 'RAW' : (given.choice('postDataType') as ResolvedEndpoint['postDataType']),
    responseDataType: given.choice('responseDataType') as ResolvedEndpoint['responseDataType'],
    apiIntegrator: given.choice('apiIntegrator') as ResolvedEndpoint['apiIntegrator'],
    responseKey: given.text('responseKey'),
    retry: given.choice('retry') as ResolvedEndpoint['retry'],
    delimiter: options.text('delimiter'),
    numbersAsNumbers: options.flag('numbersAsNumbers'),
    timeoutSeconds: options.number('timeoutSeconds'),
    giveUpAfterSeconds: 0,
    ...expected(options),
  };
  checkEndpoint(given, endpoint, typeVersion);
  return endpoint;
}

/** Without the option nothing is expected, and what looks like no success is only told. */
function expected(options: Given): Pick<ResolvedEndpoint, 'expect'> {
  if (!options.has('expectedResult')) return {};
  return { expect: expectationOf(options.choice('expectedResult') as 'any' | 'present' | 'truthy') };
}

/**
 * The first version of the node that refuses an address whose host programs do not agree on. A node that was saved
 * before calls it as ever, and tells it.
 */
const SINCE_PLAIN_HOSTS = 1.2;

/** A relay fills `{secret:…}` in from its configuration; here it would go out as it stands. */
const SECRET_PART = {
  message: 'Only the relay can fill in a secret part such as {secret:name}.',
  remedy: 'Put what is secret into the credential of this node, or write the address out.',
};

function checkEndpoint(given: Given, endpoint: ResolvedEndpoint, typeVersion: number): void {
  const fault =
    urlFault(endpoint.apiUrl) ?? (typeVersion < SINCE_PLAIN_HOSTS ? null : ambiguousHost(endpoint.apiUrl));
  if (fault !== null) throw refusal('apiUrl', endpoint.apiUrl, fault);
  if (placeholdersIn(endpoint.apiUrl).length > 0) throw refusal('apiUrl', endpoint.apiUrl, SECRET_PART);
  for (const { integrators, setting, isWrong, ...misfit } of MISFITS) {
    const value = endpoint[setting];
    if (integrators.test(endpoint.apiIntegrator) && isWrong(value)) throw refusal(setting, value, misfit);
  }

  function refusal(name: string, value: unknown, { message, remedy }: { message: string; remedy: string }) {
    const parameter = properties.find((property) => property.name === name)?.displayName ?? name;
    return given.refuse(parameter, name === 'apiUrl' ? shownAddress(String(value)) : value, message, remedy);
  }
}

const byName = createMasker(NO_SECRETS);

/** Without its query, which may hold a token, and without user and password, also where the protocol is missing. */
function shownAddress(address: string): string {
  const [place = ''] = address.split(/[?#]/);
  return byName.url(place).replace(/^[^/]*@/, `${MASK}@`);
}
