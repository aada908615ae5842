import type { ClusterMember } from '../../../resources/database-cluster/index.js';
import { byNumber } from '../objects/index.js';
import type { EngineView } from '../status/index.js';

/** What stood when an operation began; before it begins, what stands now. Written as text, so every entry is. */
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

/** Which very objects the members consist of. */
export const recordObjects = ({ pods, volumes }: Pick<EngineView, 'pods' | 'volumes'>): Record<string, string> =>
  Object.fromEntries([
    ...pods.map(({ metadata }) => [`pod/${metadata.name}`, metadata.uid ?? ''] as const),
    ...volumes.map(({ metadata }) => [`claim/${metadata.name}`, metadata.uid ?? ''] as const),
  ]);

/** Who the members are; `roleOf` says what must be known of each later. */
export const recordMembers = (
  members: readonly ClusterMember[],
  roleOf: (member: ClusterMember) => string = ({ component, role }) => component ?? role,
): Record<string, string> =>
  Object.fromEntries(members.map((member) => [`${MEMBER}${member.name}`, roleOf(member)] as const));
