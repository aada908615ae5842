import type { KubeObject } from '../../../kube/meta/index.js';
import type { UpdateRequest } from './requests.js';

/**
 * `next` with the `metadata.managedFields` that a create, update or patch leads to. Pure; run it after the immutable
 * parts of `next` are restored from `live` (status on the main endpoint, everything else on `/status`) and before
 * admission. A write that changes nothing leaves every entry and its time as they were.
 */
export function trackUpdate(_request: UpdateRequest): KubeObject {
  throw new Error('trackUpdate: being written');
}
