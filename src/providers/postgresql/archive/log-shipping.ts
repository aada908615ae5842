import type { LogShipping } from '../../contract/archives/index.js';
import { conditionOf, type ClusterView } from '../status/view.js';

/** The operator's phase never tells. */
export function logShippingOf(view: ClusterView): LogShipping {
  const condition = conditionOf(view, 'ContinuousArchiving');
  if (condition?.status === 'True') return { state: 'Working' };
  if (condition?.status !== 'False') return { state: 'Unknown' };
  const { message, lastTransitionTime } = condition;
  const trouble = `The write-ahead log is not being archived${message ? `: ${message}` : ''}.`;
  return { state: 'Failing', trouble, ...(lastTransitionTime && { failingSince: lastTransitionTime }) };
}
