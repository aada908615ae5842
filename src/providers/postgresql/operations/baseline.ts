import type { OperationSubject } from '../../contract/index.js';
import { failedJobs } from '../status/jobs.js';
import { viewOf, type ClusterView } from '../status/view.js';

type Entries = readonly (readonly [key: string, value: string])[];

/** Who the members were, which very objects they consisted of, and what had failed already. */
export function recordBaseline(subject: OperationSubject): Record<string, string> {
  const view = viewOf(subject.cluster, subject.observed);
  return Object.fromEntries([...membersOf(view), ...objectsOf(view), ...failuresOf(view)]);
}

function membersOf({ members, upstream }: ClusterView): Entries {
  const { currentPrimary, phase } = upstream?.status ?? {};
  return [
    ...members.map(({ name }) => [`member/${name}`, name === currentPrimary ? 'Primary' : 'Replica'] as const),
    ['phase', phase ?? ''],
  ];
}

function objectsOf({ pods, volumes }: ClusterView): Entries {
  return [
    ...pods.map(({ metadata }) => [`pod/${metadata.name}`, metadata.uid ?? ''] as const),
    ...volumes.map(({ metadata }) => [`claim/${metadata.name}`, metadata.uid ?? ''] as const),
  ];
}

/** Remnants of older troubles: no fault of what begins now. */
function failuresOf({ jobs }: ClusterView): Entries {
  const failed = new Set(failedJobs(jobs).map(({ name }) => name));
  return jobs
    .filter(({ metadata }) => failed.has(metadata.name))
    .map(({ metadata }) => [`job/${metadata.name}`, metadata.uid ?? ''] as const);
}
