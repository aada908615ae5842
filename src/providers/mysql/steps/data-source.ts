import { renderFilling } from '../../percona/backups/index.js';
import { FORMAT } from '../backups/index.js';
import type { Step } from '../draft.js';

/** The order to fill a database that was born with a source. */
export const dataSource: Step = (input, draft) => renderFilling(FORMAT, input, draft);
