import type { KubeObject } from '../../../kube/meta/index.js';
import type { ApplyRequest } from './requests.js';

/**
 * Merges the applied configuration into the live object and moves the ownership of fields. Pure; run it before
 * defaulting and admission, so that what those add stays unowned. The answer shares frozen parts with its inputs and
 * equals `live` deeply when nothing changed.
 * @throws ApplyConflictError when others own what would change and `force` is not set.
 * @throws ApplyPatchError when the configuration holds fields that the schema does not declare.
 */
export function applyServerSide(_request: ApplyRequest): { object: KubeObject } {
  throw new Error('applyServerSide: being written');
}
