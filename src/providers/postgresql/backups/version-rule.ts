import { refuseOtherRelease } from '../../contract/backups/index.js';
import { majorOf } from '../image-version.js';

/** The number before the first dot, since PostgreSQL 10. */
export const refuseVersion = refuseOtherRelease((version) => String(majorOf(version)));
