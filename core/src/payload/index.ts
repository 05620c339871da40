export { toCallEvent, type CallEvent, type CallEventDisposition, type CallEventInput } from './call-event.js';
export { cleanValue } from './clean-value.js';
export { parseConnectPayload, type ConnectPayload, type ConnectPayloadFields } from './connect-payload.js';
export type { BodyShape } from './decode-body.js';
export { decodeDelivery, type DecodedDelivery, type DeliveryHeaders } from './decode-delivery.js';
export { parseExactJson, type JsonReading } from './exact-json.js';
export { nameFields, type FieldsMap } from './name-fields.js';
export { readCallEvent, type CallEventReading } from './read-call-event.js';
export { hasCall, readField, readFlat, type Snapshot } from './snapshot.js';
