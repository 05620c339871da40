/** The headers of what was posted to a hook: Zapier writes `Http-Content-Type` for Content-Type. */
export function plainHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace(/^http-/i, ''), value]),
  );
}
