/**
 * What the relay's intake shares with this middleware. Made for it: what stands here may change with any version.
 *
 * @module
 */
export { addressList, listHolds } from '../address-list.js';
export {
  SECRET_HEADER,
  SECRET_REMEDY,
  checkAddress,
  checkSecret,
  foreignAddressRemedy,
  type Admission,
  type Caller,
} from '../admission.js';
export { readBody, type BodyRead } from '../read-body.js';
export { readingOf, type Decoded, type Payload, type Reading } from '../reading.js';
export { EMPTY_DELIVERY, rejectionBody, tooLarge, type Rejection } from '../rejection.js';
