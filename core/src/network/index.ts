export { addressRanges, type AddressRanges } from './address-ranges.js';
export { CONVOSO_ADDRESSES } from './convoso.js';
