export { DATE_PATTERNS, type DatePattern } from './date-patterns.js';
export {
  callbackMoment,
  formatDate,
  timeAtOffset,
  timeInAccount,
  zonedTime,
  type CallbackMoment,
  type DateOptions,
  type DateResult,
} from './dates/index.js';
export { destinationNames } from './destinations.js';
export {
  compileAdaptor,
  mapAdaptor,
  type CompiledAdaptor,
  type MappedFields,
  type Mapping,
  type MappingNote,
  type MappingOptions,
} from './map.js';
export { previewAdaptor, type AdaptorPreview, type PreviewOptions, type PreviewWarning } from './preview.js';
export {
  ADAPTOR_PRESETS,
  findPreset,
  finishPreset,
  keyMissing,
  type AdaptorPreset,
} from './presets/index.js';
