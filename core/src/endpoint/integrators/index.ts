import type { Endpoint } from '../../config/index.js';
import { blueInkDigital } from './blue-ink-digital.js';
import { hubspotV1 } from './hubspot-v1.js';
import { hubspotV3 } from './hubspot-v3.js';
import type { Integrator } from './integrator.js';

/** The API integrators of Convoso's endpoint screen (seed 004, "Configuration Fields"). */
export const INTEGRATORS: Readonly<Record<Exclude<Endpoint['apiIntegrator'], 'none'>, Integrator>> = {
  'hubspot-v1': hubspotV1,
  'hubspot-v3': hubspotV3,
  'blue-ink-digital': blueInkDigital,
};
