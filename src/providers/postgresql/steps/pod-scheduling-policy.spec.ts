import { renderPostgresql, type Rendered } from '../../../../test/builders/apply-input.js';
import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import type { PodSchedulingPolicy } from '../../../resources/shared/pod-scheduling-policy.js';

const render = (podSchedulingPolicy?: PodSchedulingPolicy): Rendered =>
  renderPostgresql({ cluster: aDatabaseCluster({ podSchedulingPolicy, proxy: { type: 'pgbouncer' } }) });

const nodeAffinity = {
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In' as const, values: ['ssd'] }] }],
  },
};
const term = { labelSelector: { matchLabels: { app: 'cache' } }, topologyKey: 'kubernetes.io/hostname' };
const podAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
const spread = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' as const };

describe('the pod scheduling step, of members', () => {
  it.each<{ does: string; policy?: PodSchedulingPolicy; expected: object }>([
    {
      does: 'keeps members apart where it can, by default',
      expected: {
        affinity: {
          enablePodAntiAffinity: true,
          podAntiAffinityType: 'preferred',
          topologyKey: 'kubernetes.io/hostname',
        },
      },
    },
    {
      does: 'keeps them apart without exception',
      policy: { antiAffinity: 'Required', topologyKey: 'topology.kubernetes.io/zone' },
      expected: { affinity: { podAntiAffinityType: 'required', topologyKey: 'topology.kubernetes.io/zone' } },
    },
    {
      does: 'lets them share a node',
      policy: { antiAffinity: 'None' },
      expected: { affinity: { enablePodAntiAffinity: false } },
    },
    {
      does: 'keeps to nodes with labels and taints',
      policy: { nodeSelector: { pool: 'db' }, tolerations: [{ key: 'db', operator: 'Exists' }] },
      expected: { affinity: { nodeSelector: { pool: 'db' }, tolerations: [{ key: 'db', operator: 'Exists' }] } },
    },
    {
      does: 'adds rules of Kubernetes to its own',
      policy: { affinity: { nodeAffinity, podAffinity, podAntiAffinity: podAffinity } },
      expected: {
        affinity: {
          enablePodAntiAffinity: true,
          nodeAffinity,
          additionalPodAffinity: podAffinity,
          additionalPodAntiAffinity: podAffinity,
        },
      },
    },
    {
      does: 'spreads them and sets their priority',
      policy: { topologySpreadConstraints: [spread], priorityClassName: 'gold' },
      expected: { topologySpreadConstraints: [spread], priorityClassName: 'gold' },
    },
  ])('$does', ({ policy, expected }) => {
    expect(render(policy).cluster.spec).toMatchObject(expected);
  });
});

describe('the pod scheduling step, of poolers', () => {
  const own = { labelSelector: { matchLabels: { 'cnpg.io/poolerName': 'orders-pooler-rw' } } };

  it.each<{ does: string; policy?: PodSchedulingPolicy; expected: object }>([
    {
      does: 'keeps them apart from each other',
      expected: {
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 100, podAffinityTerm: { ...own, topologyKey: 'kubernetes.io/hostname' } },
            ],
          },
        },
      },
    },
    {
      does: 'keeps them apart without exception',
      policy: { antiAffinity: 'Required', topologyKey: 'zone' },
      expected: {
        affinity: {
          podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ ...own, topologyKey: 'zone' }] },
        },
      },
    },
    {
      does: 'sends them to the same nodes',
      policy: {
        nodeSelector: { pool: 'db' },
        tolerations: [{ operator: 'Exists' }],
        affinity: { nodeAffinity },
        priorityClassName: 'gold',
      },
      expected: {
        nodeSelector: { pool: 'db' },
        tolerations: [{ operator: 'Exists' }],
        affinity: { nodeAffinity },
        priorityClassName: 'gold',
      },
    },
  ])('$does', ({ policy, expected }) => {
    expect(render(policy).pooler?.spec.template.spec).toMatchObject(expected);
  });

  it('says nothing of affinity when nothing is asked for', () => {
    expect(render({ antiAffinity: 'None' }).pooler?.spec.template.spec).toEqual({
      containers: [{ name: 'pgbouncer' }],
    });
  });

  it('leaves out rules that were written for database pods', () => {
    const policy: PodSchedulingPolicy = { topologySpreadConstraints: [spread], affinity: { podAffinity } };
    const template = render(policy).pooler?.spec.template.spec;
    expect(template).not.toHaveProperty('topologySpreadConstraints');
    expect(template).not.toHaveProperty('affinity.podAffinity');
  });
});
