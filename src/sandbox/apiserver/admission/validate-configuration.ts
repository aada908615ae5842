import type { UntypedObject } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';

/**
 * What is wrong with a webhook configuration, an admission policy or its binding; empty for sound ones and other kinds.
 * CEL is compiled here, so that a mistake is refused when it is written and not when it is needed.
 */
export function validateAdmissionConfiguration(_object: UntypedObject): readonly FieldError[] {
  throw new Error('in the making');
}
