export { applyServerSide } from './apply-server-side.js';
export { equalIgnoringManagedTimes } from './managed-fields.js';
export { ApplyConflictError, ApplyPatchError } from './requests.js';
export type { ApplyRequest, FieldWrite, UpdateRequest } from './requests.js';
export { trackUpdate } from './track-update.js';
