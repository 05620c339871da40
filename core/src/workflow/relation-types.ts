/** What a workflow can be limited to (config-format, "Workflow"). */
export const RELATION_TYPES = ['campaign', 'list', 'queue', 'inboundNumber', 'emailTemplate'] as const;
