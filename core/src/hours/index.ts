export { contactHours, type Contact, type ContactHoursSettings } from './contact-hours.js';
export { federalHolidayOn } from './federal-holidays.js';
export { nextOpening, whyNeverOpen, type Hours, type NextOpening } from './hours.js';
export { leadClock, type LeadClock } from './lead-clock.js';
export { readState } from './regions.js';
export { STATE_HOURS, type StateHoursRow } from './tables/state-hours.js';
export { windowHours } from './window-hours.js';
