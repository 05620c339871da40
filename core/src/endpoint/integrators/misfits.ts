import type { Refusal } from '../../refusal.js';

/** A setting that cannot go with an integrator, because every call would fail or be read wrongly. */
export interface Misfit extends Refusal {
  readonly integrators: RegExp;
  readonly setting: 'requestMethod' | 'responseDataType' | 'postDataType' | 'apiUrl' | 'apiAuthentication';
  readonly isWrong: (value: unknown) => boolean;
}

/** Which settings cannot go with which integrators (domain-facts E.4). */
export const MISFITS: readonly Misfit[] = [
  {
    integrators: /^(hubspot-v[13]|blue-ink-digital)$/,
    setting: 'requestMethod',
    isWrong: (value) => value !== 'POST',
    code: 'INTEGRATOR_POSTS',
    message: 'This API integrator posts what it sends.',
    remedy: 'Set Request Method to POST, or API Integrator to none.',
  },
  {
    integrators: /^hubspot-v[13]$/,
    setting: 'responseDataType',
    isWrong: (value) => value === 'XML' || value === 'TEXT',
    code: 'INTEGRATOR_ANSWERS_JSON',
    message: 'HubSpot answers in JSON.',
    remedy: 'Set Response Data Type to JSON.',
  },
  {
    integrators: /^blue-ink-digital$/,
    setting: 'postDataType',
    isWrong: (value) => value === 'JSON',
    code: 'INTEGRATOR_POSTS_FORM',
    message: 'Blue Ink Digital is sent a form.',
    remedy: 'Set Post Data Type to RAW.',
  },
  ...(['apiUrl', 'apiAuthentication'] as const).map((setting) => ({
    integrators: /^hubspot-v[13]$/,
    setting,
    isWrong: (value: unknown) => typeof value === 'string' && /(?:^|[?&])\s*hapikey=/i.test(value),
    code: 'HUBSPOT_KEY_IN_QUERY',
    message: 'HubSpot takes no hapikey any more, since November 2022.',
    remedy: 'Create a private app and set the Authorization Header to "Authorization: Bearer <its token>".',
  })),
];
