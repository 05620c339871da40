/**
 * What pages of the console may do: load what the relay itself serves, and nothing that stands in a page or comes from
 * elsewhere. Text never becomes markup: browsers that know Trusted Types refuse it even where our own code is wrong.
 */
export const CONSOLE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');
