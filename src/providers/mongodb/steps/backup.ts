import { renderBackup } from '../../percona/backups/index.js';
import { FORMAT } from '../backups/index.js';
import type { Step } from '../draft.js';

/** Where backups and the oplog go. */
export const backup: Step = (input, draft) => renderBackup(FORMAT, input, draft, draft.cluster.spec.image);
