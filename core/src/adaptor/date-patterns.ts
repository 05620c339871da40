/** The date choices that Convoso's Adaptor screen offers (domain-facts D.5). */
const CONVOSO_DATE_PATTERNS = [
  { label: 'Standard', pattern: 'Y-m-d H:i:s' },
  { label: 'Date only', pattern: 'Y-m-d' },
  { label: 'US', pattern: 'm/d/Y' },
  { label: 'Full verbose', pattern: 'D M j G:i:s T Y' },
  { label: 'Short European', pattern: 'j-m-y' },
  { label: 'Compact', pattern: 'Ymd' },
  { label: 'Dotted', pattern: 'm.d.y' },
  { label: 'US 12 h', pattern: 'm/d/y g:i a' },
  { label: 'US short', pattern: 'm/d/y' },
  { label: 'Full month', pattern: 'F j, Y, g:i a' },
  { label: 'Comma', pattern: 'j, n, Y' },
  { label: 'ISO 8601', pattern: 'Y-m-d\\TH:i:s' },
  { label: 'Unix timestamp', pattern: 'timestamp' },
  { label: 'Current Age', pattern: 'age' },
  { label: 'Compact UTC', pattern: 'Ymd\\THis\\Z' },
  { label: 'US 24 h', pattern: 'm/d/Y H:i:s' },
] as const;

/** What Convoso has not: a point in time that every system reads alike, whatever its own zone. */
const OWN_DATE_PATTERNS = [
  { label: 'ISO 8601 with offset, not in Convoso', pattern: 'Y-m-d\\TH:i:sP' },
  { label: 'ISO 8601 in UTC, not in Convoso', pattern: 'Y-m-d\\TH:i:s\\Z' },
] as const;

/**
 * The date choices of an adaptor row: PHP's date letters, or the two named computations. Convoso's own come first; the
 * label of any other says so. Their absence is Convoso's "System Default": the value passes through as stored.
 */
export const DATE_PATTERNS = [...CONVOSO_DATE_PATTERNS, ...OWN_DATE_PATTERNS] as const;

/** The pattern of one of {@link DATE_PATTERNS}. */
export type DatePattern = (typeof DATE_PATTERNS)[number]['pattern'];
