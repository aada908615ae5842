import { conditionOf, type ClusterView } from '../status/view.js';

/** How the write-ahead log gets to the bucket: the operator's phase never tells. */
export interface LogShipping {
  readonly state: 'Working' | 'Failing' | 'Unknown';
  /** Of Failing: why, as a sentence, and since when. */
  readonly trouble?: string;
  readonly failingSince?: string;
}

export function logShippingOf(view: ClusterView): LogShipping {
  const condition = conditionOf(view, 'ContinuousArchiving');
  if (condition?.status === 'True') return { state: 'Working' };
  if (condition?.status !== 'False') return { state: 'Unknown' };
  const { message, lastTransitionTime } = condition;
  const trouble = `The write-ahead log is not being archived${message ? `: ${message}` : ''}.`;
  return { state: 'Failing', trouble, ...(lastTransitionTime && { failingSince: lastTransitionTime }) };
}
