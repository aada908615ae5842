import type { Permission } from '../access/index.js';
import { CUSTOM_RESOURCE_DEFINITION } from '../meta/index.js';

/** What an informer of this kind does: both, even where a watch can bring the list, for older servers do not. */
export const followed = (type: Permission['type']): Permission => ({ type, verbs: ['list', 'watch'] });

/** What optional kinds ask for besides: whether they are defined. */
export const SERVED_KINDS_ACCESS = followed(CUSTOM_RESOURCE_DEFINITION);
