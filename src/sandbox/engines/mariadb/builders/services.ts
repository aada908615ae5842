import { apiVersionOf, SERVICE } from '../../../../kube/meta/index.js';
import type { Service } from '../../mechanics/workloads.js';
import { isReplicated, type Mariadb, type ServiceTemplate } from '../mariadb.js';
import { selectorLabels } from '../well-known.js';
import { childMetadata } from './metadata.js';

/** To all members, to each by its name, and of several to the primary and to the others. */
export function buildServices(mariadb: Mariadb, primaryIndex: number): Service[] {
  const { name } = mariadb.metadata;
  const { service, primaryService, secondaryService } = mariadb.spec;
  const members = selectorLabels(name);
  const primary = { ...members, 'statefulset.kubernetes.io/pod-name': `${name}-${primaryIndex}` };
  return [
    { ...build(mariadb, `${name}-internal`, members), spec: { ...specOf(mariadb, members), clusterIP: 'None' } },
    build(mariadb, name, members, service),
    ...(isReplicated(mariadb)
      ? [
          build(mariadb, `${name}-primary`, primary, primaryService),
          build(mariadb, `${name}-secondary`, members, secondaryService),
        ]
      : []),
  ];
}

const specOf = ({ spec }: Mariadb, selector: Record<string, string>): Service['spec'] => ({
  type: 'ClusterIP',
  selector,
  ports: [{ name: 'mariadb', port: spec.port ?? 3306, targetPort: spec.port ?? 3306, protocol: 'TCP' }],
});

function build(
  mariadb: Mariadb,
  name: string,
  selector: Record<string, string>,
  template: ServiceTemplate = {},
): Service {
  const { type = 'ClusterIP', metadata, loadBalancerSourceRanges, externalTrafficPolicy } = template;
  return {
    apiVersion: apiVersionOf(SERVICE),
    kind: SERVICE.kind,
    metadata: childMetadata(mariadb, name, { labels: metadata?.labels, annotations: metadata?.annotations }),
    spec: {
      ...specOf(mariadb, selector),
      type,
      ...(loadBalancerSourceRanges ? { loadBalancerSourceRanges } : {}),
      ...(externalTrafficPolicy ? { externalTrafficPolicy } : {}),
    },
  };
}
