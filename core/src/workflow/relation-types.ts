/** What a workflow can be limited to (config-format, "Workflow"). */
export const RELATION_TYPES = ['campaign', 'list', 'queue', 'inboundNumber', 'emailTemplate'] as const;

type RelationType = (typeof RELATION_TYPES)[number];

/** The call log field that each scope compares (domain-facts J.28); null where no delivery says it. */
export const RELATION_FIELDS = {
  campaign: 'campaign_id',
  list: 'list_id',
  queue: 'queue_id',
  inboundNumber: 'inbound_number',
  emailTemplate: null,
} as const satisfies Record<RelationType, string | null>;
