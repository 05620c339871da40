import type { DispositionGroup } from './built-in-code.js';
import type { DispositionFlags } from './flags.js';

/** How a disposition is put into the words of the CRMs (domain-facts C.7). Null: that CRM has no word for it. */
export interface CrmOutcomes {
  /** Whether there was a call to log at all; a suppressed number was never dialled. */
  readonly logCall: boolean;
  /** HubSpot's call outcome, and the id that its API takes for it in portals with the default outcomes. */
  readonly hubspot: { readonly label: string; readonly id: string } | null;
  /** Salesforce `CallDisposition`: free text of at most 255 characters. */
  readonly salesforce: string | null;
  /** Zoho `Call_Result`, a value of its default picklist. */
  readonly zoho: string | null;
}

/** HubSpot's default call outcomes (domain-facts H.3, unverified: a portal may have its own). */
export const HUBSPOT_OUTCOMES = {
  Busy: '9d9162e7-6cf3-4944-bf63-4dff82258764',
  Connected: 'f240bbac-87c9-4f6e-bf70-924b57d47db7',
  'Left live message': 'a4c4c377-d246-4b32-a13b-75a56a4cd0ff',
  'Left voicemail': 'b2cf5968-551e-4856-9783-52b3da59a7d0',
  'No answer': '73a0d17f-1163-4015-bdd5-ec830791da20',
  'Wrong number': '17b47fee-58de-441e-a44c-c6300d46f273',
} as const;

interface GroupOutcomes {
  readonly hubspot: keyof typeof HUBSPOT_OUTCOMES | null;
  readonly salesforce: string | null;
  readonly zoho: string | null;
}

const NO_RESPONSE = 'No response/Busy';

const GROUP_OUTCOMES: Record<DispositionGroup, GroupOutcomes> = {
  // Salesforce and Zoho say more of a conversation than that there was one; see below.
  connected: { hubspot: 'Connected', salesforce: 'Connected', zoho: null },
  voicemail: { hubspot: 'Left voicemail', salesforce: 'Left voicemail', zoho: null },
  machine: { hubspot: 'No answer', salesforce: 'No answer', zoho: NO_RESPONSE },
  'no answer': { hubspot: 'No answer', salesforce: 'No answer', zoho: NO_RESPONSE },
  busy: { hubspot: 'Busy', salesforce: 'Busy', zoho: NO_RESPONSE },
  'bad number': { hubspot: 'Wrong number', salesforce: 'Wrong number', zoho: 'Invalid number' },
  dropped: { hubspot: 'No answer', salesforce: 'Dropped', zoho: null },
  network: { hubspot: 'No answer', salesforce: 'Network', zoho: null },
  suppressed: { hubspot: null, salesforce: null, zoho: null },
};

const LONGEST_SALESFORCE_TEXT = 255;

/** What the outcomes of a disposition depend on. */
export interface CrmOutcomesInput {
  readonly code: string;
  readonly name: string;
  readonly known: boolean;
  readonly group: DispositionGroup | null;
  readonly flags: DispositionFlags | null;
}

/**
 * The outcomes of a disposition; all null where its group is not known, since they are never guessed.
 *
 * @example
 * ```ts
 * crmOutcomes(decodeDisposition('NI')).salesforce;
 * // → 'Not Interested'
 * ```
 */
export function crmOutcomes(disposition: CrmOutcomesInput): CrmOutcomes {
  const { group } = disposition;
  if (group === null) return { logCall: true, hubspot: null, salesforce: null, zoho: null };
  const { hubspot, salesforce, zoho } = GROUP_OUTCOMES[group];
  return {
    logCall: group !== 'suppressed',
    hubspot: hubspot === null ? null : { label: hubspot, id: HUBSPOT_OUTCOMES[hubspot] },
    salesforce: group === 'connected' ? conversationText(disposition) : salesforce,
    zoho: group === 'connected' ? zohoResult(disposition) : zoho,
  };
}

/** Free text can carry the disposition's own name. */
function conversationText({ name, known }: CrmOutcomesInput): string {
  return known ? name.slice(0, LONGEST_SALESFORCE_TEXT) : (GROUP_OUTCOMES.connected.salesforce ?? '');
}

const NOT_INTERESTED = new Set(['NI', 'DEC', 'NP']);

function zohoResult({ code, flags }: CrmOutcomesInput): string | null {
  if (flags?.success === true) return 'Interested';
  if (flags?.callback === true) return 'Requested call back';
  return NOT_INTERESTED.has(code.toUpperCase()) ? 'Not interested' : null;
}
