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

/** What stood when an operation began; before it begins, what stands now. */
export class Baseline {
  /** By their numbers. */
  readonly members: readonly string[];
  readonly primary: string | undefined;

  constructor(readonly record: Readonly<Record<string, string>>) {
    const entries = Object.entries(record).filter(([key]) => key.startsWith(MEMBER));
    this.members = entries.map(([key]) => key.slice(MEMBER.length)).sort(byNumber);
    this.primary = entries.find(([, role]) => role === 'Primary')?.[0].slice(MEMBER.length);
  }

  with(more: Readonly<Record<string, string>>): Baseline {
    return new Baseline({ ...this.record, ...more });
  }

  get(key: string): string | undefined {
    return this.record[key];
  }

  /** Undefined for what was not there. */
  uidOf(kind: 'pod' | 'claim' | 'job', name: string): string | undefined {
    return this.record[`${kind}/${name}`];
  }
}

const MEMBER = 'member/';

/** `orders-10` after `orders-9`. */
export const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
