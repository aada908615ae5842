import { isPodReady } from '../../mechanics/workloads.js';
import type { ComponentView } from '../../percona/component.js';
import { podHost } from '../names.js';
import type { MemberStatus, Psmdb, Replset, ReplsetStatus } from '../psmdb.js';
import { MONGODB_PORT } from '../well-known.js';

const PRIMARY = 'PRIMARY';
const DEFAULT_PRIORITY = 2;

interface Member {
  readonly pod: string;
  readonly isUp: boolean;
  readonly priority: number;
}

/** What each member of a replica set says it is: who was primary stays, unless it is gone or another is preferred. */
export function membersOf(
  { metadata }: Psmdb,
  component: ComponentView,
  before: ReplsetStatus['members'] = {},
): Record<string, MemberStatus> {
  const members = knownMembers(component, before);
  const primary = electPrimary(members, before);
  return Object.fromEntries(
    members.map((member) => {
      const name = `${podHost(member.pod, component.name, metadata)}:${MONGODB_PORT}`;
      return [member.pod, { name, ...stateOf(member, primary) }];
    }),
  );
}

/** Those that have joined and are to stay: a pod joins when it is ready for the first time. */
function knownMembers({ setName, pods, group, size }: ComponentView, before: Record<string, MemberStatus>): Member[] {
  const { replsetOverrides = {} } = group as Replset;
  return Array.from({ length: size }, (_, ordinal) => `${setName}-${ordinal}`)
    .map((pod) => ({
      pod,
      isUp: isPodReady(pods.find(({ metadata }) => metadata.name === pod)),
      priority: replsetOverrides[pod]?.priority ?? DEFAULT_PRIORITY,
    }))
    .filter(({ pod, isUp }) => isUp || before[pod] !== undefined);
}

/** Nobody without a majority; among those who can be, the preferred one, then who is it already. */
function electPrimary(members: readonly Member[], before: Record<string, MemberStatus>): string | undefined {
  const up = members.filter(({ isUp, priority }) => isUp && priority > 0);
  const count = Math.max(members.length, Object.keys(before).length);
  if (members.filter(({ isUp }) => isUp).length * 2 <= count) return undefined;
  const highest = Math.max(...up.map(({ priority }) => priority));
  const candidates = up.filter(({ priority }) => priority === highest);
  const current = candidates.find(({ pod }) => before[pod]?.stateStr === PRIMARY);
  return (current ?? candidates[0])?.pod;
}

function stateOf({ pod, isUp }: Member, primary: string | undefined): Pick<MemberStatus, 'state' | 'stateStr'> {
  if (!isUp) return { state: 8, stateStr: '(not reachable/healthy)' };
  return pod === primary ? { state: 1, stateStr: PRIMARY } : { state: 2, stateStr: 'SECONDARY' };
}

/** As the operator has said last. */
export const primaryOf = ({ status }: Psmdb, replset: string): string | undefined =>
  Object.entries(status?.replsets?.[replset]?.members ?? {}).find(([, { stateStr }]) => stateStr === PRIMARY)?.[0];
