/** The version under which Zapier keeps this app; that of the package. */
export const APP_VERSION = '0.1.0';
