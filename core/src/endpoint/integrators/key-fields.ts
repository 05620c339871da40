/** The field that Blue Ink Digital exchanges for the phone number (domain-facts E.4). */
export const BLUE_INK_TOKEN = 'blueinkdigital_token';

/** The property by which HubSpot recognises a contact. */
export const HUBSPOT_EMAIL = 'email';
