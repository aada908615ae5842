import type { ClusterMember } from '../../resources/database-cluster/index.js';
import { byNumber } from '../contract/objects/index.js';
import { describeMember, storageOf } from '../contract/status/index.js';
import { claimNameOf, podNameOf, type ComponentView } from './component.js';
import { imageOf, versionInTag } from './containers.js';
import type { PerconaDialect } from './dialect.js';
import type { PerconaCluster } from './upstream.js';

/** Every pod of a component, and who is without one just now: stopped, or being replaced. */
export function listMembers<U extends PerconaCluster>(
  dialect: PerconaDialect<U>,
  upstream: U,
  component: ComponentView,
): ClusterMember[] {
  return namesOf(component).map((name) => {
    const pod = component.pods.find(({ metadata }) => metadata.name === name);
    const claim = component.claims.find(({ metadata }) => metadata.name === claimNameOf(component, name));
    return describeMember(name, pod, {
      role: dialect.roleOf(upstream, component, name),
      ...(component.role !== 'data' && { component: component.name }),
      ...(component.role !== 'router' && pod && { version: versionInTag(imageOf(component, pod)) }),
      storage: storageOf(claim),
    });
  });
}

/** A claim that outlives its pod tells of a member that is to come back; of one that has left, the number is too high. */
function namesOf(component: ComponentView): string[] {
  const expected = Array.from({ length: component.asks.size }, (_, ordinal) => podNameOf(component, ordinal));
  const claims = component.claims.map(({ metadata }) => metadata.name);
  const kept = expected.filter((name) => claims.includes(claimNameOf(component, name) ?? ''));
  return [...new Set([...component.pods.map(({ metadata }) => metadata.name), ...kept])].sort(byNumber);
}
