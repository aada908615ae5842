import { aServedResource } from '../../../../test/builders/served-resource.js';
import type { KubeObject } from '../../../kube/meta/index.js';
import { CORE_COLUMNS } from './core-columns.js';
import { renderTable } from './render-table.js';

const CREATED = '2026-01-02T03:03:05Z';
const NOW = new Date('2026-01-02T03:04:05Z');

/** What `kubectl get` prints, heading to cell; `-o wide` too. */
function shown(kind: string, object: object): Record<string, unknown> {
  const whole = { kind, ...object, metadata: { name: 'x', creationTimestamp: CREATED, ...metadataOf(object) } };
  const { columnDefinitions, rows } = renderTable(
    aServedResource({ kind, columns: CORE_COLUMNS[kind]! }),
    [whole as unknown as KubeObject],
    { includeObject: 'None', withColumns: true, now: NOW },
  );
  return Object.fromEntries(columnDefinitions.map(({ name }, index) => [name, rows[0]!.cells[index]]));
}
const metadataOf = (object: object): object => ('metadata' in object ? (object.metadata as object) : {});

const running = { ready: true, restartCount: 2, state: { running: {} } };
const containers = [
  { name: 'db', image: 'pg:16' },
  { name: 'log', image: 'log:1' },
];

describe('CORE_COLUMNS', () => {
  it.each<{ does: string; kind: string; object: object; expected: Record<string, unknown> }>([
    {
      does: 'a pod that runs',
      kind: 'Pod',
      object: {
        spec: { containers, nodeName: 'n1' },
        status: { phase: 'Running', podIP: '10.0.0.1', containerStatuses: [running, { ...running, ready: false }] },
      },
      expected: { Name: 'x', Ready: '1/2', Status: 'Running', Restarts: 4, Age: '60s', IP: '10.0.0.1', Node: 'n1' },
    },
    {
      does: 'a pod in a crash loop',
      kind: 'Pod',
      object: {
        spec: { containers },
        status: { phase: 'Running', containerStatuses: [{ state: { waiting: { reason: 'CrashLoopBackOff' } } }] },
      },
      expected: { Ready: '0/2', Status: 'CrashLoopBackOff', Restarts: 0, IP: '<none>' },
    },
    {
      does: 'a pod that waits for an init container',
      kind: 'Pod',
      object: {
        status: {
          phase: 'Pending',
          initContainerStatuses: [
            { state: { terminated: { exitCode: 0, reason: 'Completed' } } },
            { state: { terminated: { exitCode: 1 } } },
          ],
        },
      },
      expected: { Status: 'Init:ExitCode:1' },
    },
    {
      does: 'a pod that goes',
      kind: 'Pod',
      object: { metadata: { deletionTimestamp: CREATED }, status: { phase: 'Running' } },
      expected: { Status: 'Terminating' },
    },
    { does: 'an empty pod', kind: 'Pod', object: {}, expected: { Ready: '0/0', Status: 'Unknown' } },
    {
      does: 'a service',
      kind: 'Service',
      object: {
        spec: {
          type: 'LoadBalancer',
          clusterIP: '10.0.0.1',
          ports: [
            { port: 80, nodePort: 30080 },
            { port: 53, protocol: 'UDP' },
          ],
          selector: { app: 'a', tier: 'b' },
        },
      },
      expected: {
        Type: 'LoadBalancer',
        'Cluster-IP': '10.0.0.1',
        'External-IP': '<pending>',
        'Port(s)': '80:30080/TCP,53/UDP',
        Selector: 'app=a,tier=b',
      },
    },
    {
      does: 'a service with an address',
      kind: 'Service',
      object: { spec: { type: 'LoadBalancer' }, status: { loadBalancer: { ingress: [{ hostname: 'lb.io' }] } } },
      expected: { 'External-IP': 'lb.io', 'Port(s)': '<none>' },
    },
    {
      does: 'a stateful set',
      kind: 'StatefulSet',
      object: { spec: { replicas: 3, template: { spec: { containers } } }, status: { readyReplicas: 2 } },
      expected: { Ready: '2/3', Containers: 'db,log', Images: 'pg:16,log:1' },
    },
    {
      does: 'a deployment without status',
      kind: 'Deployment',
      object: { spec: {} },
      expected: { Ready: '0/1', 'Up-to-date': 0, Available: 0, Selector: '<none>' },
    },
    {
      does: 'a job that is done',
      kind: 'Job',
      object: { status: { succeeded: 1, conditions: [{ type: 'Complete', status: 'True' }] } },
      expected: { Status: 'Complete', Completions: '1/1' },
    },
    {
      does: 'a secret, without its contents',
      kind: 'Secret',
      object: { type: 'Opaque', data: { a: 'c2VjcmV0', b: '' } },
      expected: { Name: 'x', Type: 'Opaque', Data: 2, Age: '60s' },
    },
    {
      does: 'a config map',
      kind: 'ConfigMap',
      object: { data: { a: '' }, binaryData: { b: '' } },
      expected: { Data: 2 },
    },
    {
      does: 'a claim',
      kind: 'PersistentVolumeClaim',
      object: {
        spec: { volumeName: 'v', storageClassName: 'fast' },
        status: { phase: 'Bound', capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] },
      },
      expected: { Status: 'Bound', Volume: 'v', Capacity: '1Gi', 'Access Modes': 'RWO,ROX', StorageClass: 'fast' },
    },
    {
      does: 'a claim without a volume yet',
      kind: 'PersistentVolumeClaim',
      object: { status: { phase: 'Bound', capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] } },
      expected: { Status: 'Bound', Capacity: '', 'Access Modes': '' },
    },
    {
      does: 'the default storage class',
      kind: 'StorageClass',
      object: {
        metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
        provisioner: 'p',
        allowVolumeExpansion: true,
      },
      expected: { Name: 'x (default)', ReclaimPolicy: 'Delete', AllowVolumeExpansion: true },
    },
    {
      does: 'an event',
      kind: 'Event',
      object: {
        type: 'Normal',
        reason: 'Created',
        message: 'made it\n',
        lastTimestamp: CREATED,
        involvedObject: { kind: 'Pod', name: 'p' },
      },
      expected: { 'Last Seen': '60s', Type: 'Normal', Reason: 'Created', Object: 'pod/p', Message: 'made it' },
    },
    {
      does: 'a node',
      kind: 'Node',
      object: {
        metadata: { labels: { 'node-role.kubernetes.io/worker': '' } },
        spec: { unschedulable: true },
        status: { conditions: [{ type: 'Ready', status: 'True' }], nodeInfo: { kubeletVersion: 'v1.32.4' } },
      },
      expected: { Status: 'Ready,SchedulingDisabled', Roles: 'worker', Version: 'v1.32.4' },
    },
    {
      does: 'a binding',
      kind: 'RoleBinding',
      object: {
        roleRef: { kind: 'Role', name: 'r' },
        subjects: [
          { kind: 'User', name: 'a' },
          { kind: 'ServiceAccount', namespace: 'ns', name: 'op' },
        ],
      },
      expected: { Role: 'Role/r', Users: 'a', ServiceAccounts: 'ns/op' },
    },
  ])('shows $does', ({ kind, object, expected }) => {
    expect(shown(kind, object)).toMatchObject(expected);
  });

  it.each(Object.keys(CORE_COLUMNS))('shows a %s that holds next to nothing', (kind) => {
    expect(shown(kind, {}).Name).toBe('x');
  });
});
