import { version as installedPlatform } from 'zapier-platform-core';
import { stepsOf, type Step } from '../steps.js';
import { leavesOf, visibleSteps, type Check } from './check.js';
import { isUnclearTime, misfitsOf } from './values.js';

/** What steps are made of, and what they give. */
export const STEP_CHECKS: readonly Check[] = [
  {
    id: 'D006',
    asks: 'a hook can be set up with real records, without waiting for a delivery',
    brokenAt: keysWhere(({ operation }) => operation.type === 'hook' && operation.performList === undefined),
  },
  {
    id: 'D009',
    asks: 'a search has a field to search by',
    brokenAt: keysWhere(({ kind, inputs }) => kind === 'search' && inputs.length === 0),
  },
  {
    id: 'D010',
    asks: 'the sample of a trigger that polls holds what its records are known by',
    brokenAt: keysWhere((step) => isPolling(step) && primaryKeys(step).some((key) => !(key in step.sample))),
  },
  {
    id: 'D012',
    asks: 'a step has a sample',
    brokenAt: keysWhere(({ sample }) => Object.keys(sample).length === 0),
  },
  {
    id: 'D016',
    asks: 'an app is more than one address to paste',
    brokenAt: (app) => {
      const steps = visibleSteps(app);
      return steps.length > 0 && steps.every(isStaticHook) ? steps.map(({ key }) => key) : [];
    },
  },
  {
    id: 'D017',
    asks: 'a hook subscribes by itself',
    brokenAt: keysWhere(isStaticHook),
  },
  {
    id: 'D022',
    asks: 'an action has fields that are the same for everyone',
    brokenAt: keysWhere(({ kind, inputs }) => kind === 'action' && inputs.length === 0),
  },
  {
    id: 'D023',
    asks: 'times in samples are ISO with their zone, or have one that is beside them',
    brokenAt: (app) =>
      visibleSteps(app).flatMap(({ key, sample }) => {
        const leaves = leavesOf(sample);
        const given = new Map(leaves);
        return leaves
          .filter(([path, value]) => isUnclearTime(value) && isUnclearTime(given.get(`${path}_iso`) ?? value))
          .map(([path]) => `${key}.${path}`);
      }),
  },
  {
    id: 'D024',
    asks: 'samples hold what output fields require, in their types',
    brokenAt: (app) =>
      visibleSteps(app).flatMap(({ key, sample, outputs }) =>
        misfitsOf(sample, outputs).map((path) => `${key}.${path}`),
      ),
  },
  {
    id: 'D026',
    asks: 'where a connection takes an address, a person looks whether the token could go astray',
    brokenAt: ({ authentication }) =>
      (authentication?.fields ?? [])
        .filter(({ key, inputFormat }) => inputFormat !== undefined || /domain|host|url|address/i.test(key))
        .map(({ key }) => `authentication.${key}`),
  },
  {
    id: 'D027',
    asks: 'the app runs on the platform that it is tested with',
    brokenAt: ({ platformVersion }) => (platformVersion === installedPlatform ? [] : ['platformVersion']),
  },
  {
    id: 'D028',
    asks: 'what is mapped and empty reaches a step as it is',
    brokenAt: (app) => [
      ...(app.flags?.['cleanInputData'] === false ? [] : ['flags.cleanInputData']),
      ...stepsOf(app)
        .filter(({ operation }) => operation.cleanInputData === true)
        .map(({ key }) => key),
    ],
  },
];

function keysWhere(isBroken: (step: Step) => boolean): Check['brokenAt'] {
  return (app) =>
    visibleSteps(app)
      .filter(isBroken)
      .map(({ key }) => key);
}

function isStaticHook({ operation }: Step): boolean {
  const { type, performSubscribe, performUnsubscribe } = operation;
  return type === 'hook' && (performSubscribe === undefined || performUnsubscribe === undefined);
}

function isPolling({ kind, operation }: Step): boolean {
  return kind === 'trigger' && operation.type !== 'hook';
}

/** By what Zapier knows a record again. */
export function primaryKeys({ outputs }: Pick<Step, 'outputs'>): readonly string[] {
  const named = outputs.filter(({ primary }) => primary === true).map(({ key }) => key);
  return named.length === 0 ? ['id'] : named;
}
