import { operationsFor } from '../../contract/operations/index.js';
import { report } from './report.js';
import { situationOf } from './situation.js';

export const defineOperation = operationsFor({
  situationOf,
  report,
  nothingThere: "The operator's Cluster is not there.",
});
