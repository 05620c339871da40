export { callbackMoment, type CallbackMoment } from './callback-moment.js';
export { formatDate, type DateOptions, type DateResult } from './format-date.js';
export { timeAtOffset, timeInAccount } from './time-at-offset.js';
export { zonedTime } from './zoned-time.js';
