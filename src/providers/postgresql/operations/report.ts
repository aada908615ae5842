import type { OperationProgress, Undo } from '../../contract/index.js';
import { reportProgress, undoneWhenWhole, type Finding, type Step } from '../../contract/operations/index.js';
import { failureOf, whyNotWhole, type Situation } from './situation.js';

/** What an operation finds, told with what is so of the database. */
export const report = (situation: Situation, steps: readonly Step[], finding: Finding): OperationProgress =>
  reportProgress(steps, finding, {
    failure: failureOf(situation),
    whyNotWhole: whyNotWhole(situation),
    isMember: (target) => isMemberOf(target, situation.cluster.metadata.name),
  });

const isMemberOf = (name: string, cluster: string): boolean =>
  name.startsWith(`${cluster}-`) && /^\d+$/.test(name.slice(cluster.length + 1));

/** The operator finds back by itself once its Cluster is as before; `arrived` when it is. */
export const undoneByOperator = (situation: Situation, found: Parameters<typeof undoneWhenWhole>[1]): Undo =>
  undoneWhenWhole(whyNotWhole(situation), found);
