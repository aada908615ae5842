import { recordMembers } from '../../contract/operations/index.js';
import { failedJobs } from '../status/jobs.js';
import type { ClusterView } from '../status/view.js';

/** Who the members were, and what had failed already. */
export function baselineOf(view: ClusterView): Record<string, string> {
  const { currentPrimary, phase = '' } = view.upstream?.status ?? {};
  return {
    ...recordMembers(view.members, ({ name }) => (name === currentPrimary ? 'Primary' : 'Replica')),
    phase,
    ...failuresOf(view),
  };
}

/** Remnants of older troubles: no fault of what begins now. */
function failuresOf({ jobs }: ClusterView): Record<string, string> {
  const failed = new Set(failedJobs(jobs).map(({ name }) => name));
  return Object.fromEntries(
    jobs
      .filter(({ metadata }) => failed.has(metadata.name))
      .map(({ metadata }) => [`job/${metadata.name}`, metadata.uid ?? ''] as const),
  );
}
