import type { UntypedObject } from '../../../kube/meta/index.js';
import { capacityOf, isAtLeast, requestOf, resizeErrorOf } from '../objects/index.js';
import type { Step } from './report.js';

/** How far one volume is on its way to the size that is wanted, with what its storage driver complains of. */
export function growVolume(claim: UntypedObject, wanted: string): Step {
  const { name } = claim.metadata;
  const step = { name: 'GrowVolume', target: name };
  const has = capacityOf(claim);
  if (isAtLeast(has, wanted)) return { ...step, state: 'Done', message: `Volume ${name} has ${has}.` };
  if (!isAtLeast(requestOf(claim), wanted)) return { ...step, state: 'Pending' };
  const error = resizeErrorOf(claim);
  const but = error === undefined ? '' : `, but its storage driver reports ${error}`;
  return { ...step, state: 'Running', message: `Volume ${name} has ${has} and grows to ${wanted}${but}.` };
}
