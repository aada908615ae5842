import type { Permission } from '../../kube/access/index.js';
import { followed } from '../../kube/informer/index.js';
import { DEPLOYMENT } from '../../kube/meta/index.js';
import { DATABASE_ENGINE } from '../../resources/database-engine/index.js';

export const DATABASE_ENGINE_ACCESS: readonly Permission[] = [
  // The entries of the catalogue, by server-side apply.
  { type: DATABASE_ENGINE, verbs: ['create', 'patch'] },
  { type: DATABASE_ENGINE, subresource: 'status', verbs: ['patch'] },
  // The operators' own.
  followed(DEPLOYMENT),
];
