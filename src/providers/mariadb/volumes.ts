import type { UntypedObject } from '../../kube/meta/index.js';
import { OPERATOR_LABELS, STORAGE_ROLE, TRANSFER_ROLE } from './upstream.js';

const roleOf = ({ metadata }: UntypedObject): string | undefined => metadata.labels?.[OPERATOR_LABELS.claimRole];

/** Of a member. */
export const isStorage = (claim: UntypedObject): boolean => roleOf(claim) === STORAGE_ROLE;

/** On its way through it, data came to a newcomer; the operator leaves it where it is. */
export const isTransfer = (claim: UntypedObject): boolean => roleOf(claim) === TRANSFER_ROLE;
