/** Why something was refused, and what to do about it. */
export interface Words {
  readonly message: string;
  readonly remedy: string;
  readonly code: string;
}

/**
 * A refusal as it helps somebody at a screen. What the relay says to programs names addresses of its API; where the console has a
 * screen for that, it names the screen.
 */
export function inTheConsole({ message, remedy, code }: Words): Words {
  const own = Object.hasOwn(OWN, code) ? OWN[code] : undefined;
  return { message, remedy, ...own, code };
}

const GONE = 'The link may be cut off, or what it leads to is older than the relay keeps.';

const OWN: Readonly<Record<string, Partial<Omit<Words, 'code'>>>> = {
  RELAY_UNREACHABLE: {
    message: 'the relay could not be reached',
    remedy: 'See that it runs, and that this computer is online. What is shown is as it was before.',
  },
  UNKNOWN_OCCURRENCE: { message: 'there is no such call', remedy: `${GONE} Search for it under Calls.` },
  UNKNOWN_DELIVERY: { message: 'there is no such call', remedy: `${GONE} Search for it under Calls.` },
  UNKNOWN_LOG_ENTRY: { message: 'there is no such log entry', remedy: `${GONE} Look for it under Logs.` },
  UNKNOWN_ENTRY: { message: 'there is no such request', remedy: `${GONE} Look under Turned away.` },
};
