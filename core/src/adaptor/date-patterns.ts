/**
 * The date choices of an adaptor row (domain-facts D.5): PHP's date letters, or the two named computations.
 * Their absence is Convoso's "System Default": the value passes through as stored.
 */
export const DATE_PATTERNS = [
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

export type DatePattern = (typeof DATE_PATTERNS)[number]['pattern'];
