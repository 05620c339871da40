/** The types that Convoso gives a call (domain-facts C.6). They come in any case. */
export const CALL_TYPES = ['INBOUND', 'OUTBOUND', 'MANUAL', '3WAY'] as const;

/** Why a call ended (domain-facts C.5). NONE is no reason: it marks calls still running or never connected. */
export const TERM_REASONS = [
  'CALLER',
  'AGENT',
  'QUEUETIMEOUT',
  'ABANDON',
  'AFTERHOURS',
  'HOLDRECALLXFER',
  'HOLDTIME',
  'NOAGENT',
  'MAXCALLS',
  'ACFILTER',
  'CLOSETIME',
] as const;
