export { formatDate, type DateOptions, type DateResult } from './format-date.js';
