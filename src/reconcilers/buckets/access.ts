import type { Permission } from '../../kube/access/index.js';
import { SECRET } from '../../kube/meta/index.js';

/** The credentials and the authority that a storage names, when its bucket is entered. */
export const BUCKET_ACCESS: readonly Permission[] = [{ type: SECRET, verbs: ['get'] }];
