import {
  EMPTY_DELIVERY,
  SECRET_REMEDY,
  foreignAddressRemedy,
  tooLarge,
} from '@convoso-connect/receiver/parts';

/** What the settings are called that say which proxies are trusted, and how long a body may be. */
export const TRUST_SETTING = 'settings.trustProxy';
export const BODY_SETTING = 'settings.intake.maxBodyBytes';

/** Where to mend what a request was turned away for, by the code of its refusal. Every word is one of Convoso's screens or of the configuration. */
export const REMEDIES = {
  SECRET_MISSING: SECRET_REMEDY,
  SECRET_WRONG: SECRET_REMEDY,
  UNKNOWN_HOOK: "Compare the end of Convoso's API URL with the hooks of the configuration.",
  UNKNOWN_PATH:
    "Let Convoso's API URL end in /hooks/<id>, in small letters, with an id of the configuration.",
  FOREIGN_ADDRESS: foreignAddressRemedy(TRUST_SETTING),
  BROWSER_REQUEST: 'Send it from a server or with curl; hooks are for no web page.',
  BODY_TOO_LARGE: tooLarge(0, BODY_SETTING).remedy,
  QUERY_TOO_LONG: "Set the Request Method of Convoso's endpoint to POST, which sends the fields in the body.",
  METHOD_NOT_ALLOWED: "Set the Request Method of Convoso's endpoint to POST.",
  EMPTY_DELIVERY: EMPTY_DELIVERY.remedy,
} as const;

/** Null for what is told in the reason itself, such as a body that cannot be read. */
export function remedyOf(code: string): string | null {
  return (REMEDIES as Readonly<Record<string, string>>)[code] ?? null;
}
