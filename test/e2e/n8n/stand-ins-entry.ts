/** What the stand-in vendors are outside of jest: the same servers, closed by hand. */
export { balto, BALTO_TOKEN } from '../../stand-ins/balto.js';
export {
  convoso,
  CAMPAIGN,
  CRITERIA_KEY,
  LIST,
  QUEUE,
  USER,
  TOKEN as CONVOSO_TOKEN,
} from '../../stand-ins/convoso/convoso.js';
export { salesforce, SALESFORCE_TOKEN } from '../../stand-ins/salesforce.js';
export { zoho, ZOHO_TOKEN } from '../../stand-ins/zoho.js';
export { destination } from '../../support/destination.js';
export { hubspot, TOKEN as HUBSPOT_TOKEN } from '../../stand-ins/hubspot.js';
