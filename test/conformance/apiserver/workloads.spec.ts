import type { ApiResponse, Wire } from './api-client.js';
import { conformanceSuite } from './conformance-suite.js';
import { expectFailure } from './failure.js';

type Json = Record<string, unknown>;

const suite = conformanceSuite('workloads');

let namespace: string;
beforeAll(async () => {
  namespace = await suite.namespace();
  // Real servers make the account that pods run as a moment later.
  await suite.eventually(`/api/v1/namespaces/${namespace}/serviceaccounts/default`, ({ status }) => status === 200);
});

const labels = { app: 'a' };
const container = { name: 'c', image: 'i' };
const podSpec = (more: Json = {}): Json => ({ containers: [container], ...more });
const template = (more: Json = {}): Json => ({ metadata: { labels }, spec: podSpec(more) });
const workload = (more: Json = {}): Json => ({ selector: { matchLabels: labels }, template: template(), ...more });

interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
}

const DEPLOYMENT: Kind = { apiVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments' };
const STATEFUL_SET: Kind = { apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets' };
const JOB: Kind = { apiVersion: 'batch/v1', kind: 'Job', plural: 'jobs' };
const CRON_JOB: Kind = { apiVersion: 'batch/v1', kind: 'CronJob', plural: 'cronjobs' };
const POD: Kind = { apiVersion: 'v1', kind: 'Pod', plural: 'pods' };
const SERVICE: Kind = { apiVersion: 'v1', kind: 'Service', plural: 'services' };
const CLAIM: Kind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', plural: 'persistentvolumeclaims' };
const BUDGET: Kind = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', plural: 'poddisruptionbudgets' };

const path = ({ apiVersion, plural }: Kind, name?: string): string => {
  const root = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  return `${root}/namespaces/${namespace}/${plural}${name ? `/${name}` : ''}`;
};
const object = (
  { apiVersion, kind }: Kind,
  spec: Json,
  name = suite.name(),
): Json & { metadata: { name: string } } => ({
  apiVersion,
  kind,
  metadata: { name },
  spec,
});
const create = (kind: Kind, spec: Json): Promise<ApiResponse> => suite.api.post(path(kind), object(kind, spec));
const created = (kind: Kind, spec: Json): Promise<Wire> => suite.created(path(kind), object(kind, spec));

describe('a workload is refused', () => {
  it.each<{ does: string; kind: Kind; spec: Json; causes: string[] }>([
    {
      does: 'a Deployment without a selector',
      kind: DEPLOYMENT,
      spec: { template: template() },
      causes: ['FieldValueInvalid spec.template.metadata.labels', 'FieldValueRequired spec.selector'],
    },
    {
      does: 'a Deployment whose selector finds none of its pods',
      kind: DEPLOYMENT,
      spec: workload({ selector: { matchLabels: { app: 'b' } } }),
      causes: ['FieldValueInvalid spec.template.metadata.labels'],
    },
    {
      does: 'a Deployment whose pods are not started again',
      kind: DEPLOYMENT,
      spec: workload({ template: template({ restartPolicy: 'Never' }) }),
      causes: ['FieldValueNotSupported spec.template.spec.restartPolicy'],
    },
    {
      does: 'fewer than no replicas',
      kind: STATEFUL_SET,
      spec: workload({ replicas: -1 }),
      causes: ['FieldValueInvalid spec.replicas'],
    },
    {
      does: 'a StatefulSet of no containers',
      kind: STATEFUL_SET,
      spec: workload({ template: template({ containers: [] }) }),
      causes: ['FieldValueRequired spec.template.spec.containers'],
    },
    {
      does: 'a Job whose pods are started again',
      kind: JOB,
      spec: { template: template({ restartPolicy: 'Always' }) },
      causes: ['FieldValueRequired spec.template.spec.restartPolicy'],
    },
    {
      does: 'a Job that does not say what becomes of its pods',
      kind: JOB,
      spec: { template: template() },
      causes: ['FieldValueRequired spec.template.spec.restartPolicy'],
    },
    {
      does: 'a CronJob that is never due',
      kind: CRON_JOB,
      spec: { jobTemplate: { spec: { template: template({ restartPolicy: 'Never' }) } } },
      causes: ['FieldValueRequired spec.schedule'],
    },
    {
      does: 'a Pod with a container that has no image',
      kind: POD,
      spec: podSpec({ containers: [{ name: 'c' }] }),
      causes: ['FieldValueRequired spec.containers[0].image'],
    },
    {
      does: 'a Pod with two containers of one name',
      kind: POD,
      spec: podSpec({ containers: [container, container] }),
      causes: ['FieldValueDuplicate spec.containers[1].name'],
    },
    {
      does: 'a Pod that mounts what it does not have',
      kind: POD,
      spec: podSpec({ containers: [{ ...container, volumeMounts: [{ name: 'data', mountPath: '/data' }] }] }),
      causes: ['FieldValueNotFound spec.containers[0].volumeMounts[0].name'],
    },
    {
      does: 'a Service with two ports of one number',
      kind: SERVICE,
      spec: {
        ports: [
          { port: 80, name: 'a' },
          { port: 80, name: 'b' },
        ],
      },
      causes: ['FieldValueDuplicate spec.ports[1]'],
    },
    {
      does: 'a claim that nobody may access',
      kind: CLAIM,
      spec: { resources: { requests: { storage: '1Gi' } } },
      causes: ['FieldValueRequired spec.accessModes'],
    },
    {
      does: 'a budget of what is no number',
      kind: BUDGET,
      spec: { minAvailable: 'most', selector: { matchLabels: labels } },
      causes: ['FieldValueInvalid spec.minAvailable'],
    },
  ])('$does', async ({ kind, spec, causes }) => {
    expectFailure(await create(kind, spec), { code: 422, reason: 'Invalid', causes });
  });
});

describe('a workload once made', () => {
  it.each<{ does: string; kind: Kind; spec: () => Json; change: Json; causes: string[] }>([
    {
      does: 'a Deployment keeps its selector',
      kind: DEPLOYMENT,
      spec: workload,
      change: { selector: { matchLabels: { tier: 'x' } }, template: { metadata: { labels: { tier: 'x' } } } },
      causes: ['FieldValueInvalid spec.selector'],
    },
    {
      does: 'a Job keeps its template',
      kind: JOB,
      spec: () => ({ template: template({ restartPolicy: 'Never' }) }),
      change: { template: { spec: { restartPolicy: 'OnFailure' } } },
      causes: ['FieldValueInvalid spec.template'],
    },
    {
      does: 'a Pod keeps its node',
      kind: POD,
      spec: podSpec,
      change: { nodeName: 'elsewhere' },
      causes: ['FieldValueForbidden spec'],
    },
  ])('$does', async ({ kind, spec, change, causes }) => {
    const { metadata } = await created(kind, spec());
    const response = await suite.api.patch('merge', path(kind, metadata.name), { spec: change });
    expectFailure(response, { code: 422, reason: 'Invalid', causes });
  });

  it('a StatefulSet keeps everything but what it rolls out', async () => {
    const { metadata } = await created(STATEFUL_SET, workload({ serviceName: 'a' }));
    const patch = (spec: Json): Promise<ApiResponse> =>
      suite.api.patch('merge', path(STATEFUL_SET, metadata.name), { spec });
    expectFailure(await patch({ serviceName: 'b' }), { code: 422, reason: 'Invalid' });
    expect(await patch({ replicas: 3 })).toMatchObject({ status: 200, body: { spec: { replicas: 3 } } });
  });

  it('a StatefulSet may be sent again as it was', async () => {
    const sent = object(STATEFUL_SET, workload({ serviceName: 'a' }));
    await suite.created(path(STATEFUL_SET), sent);
    expect((await suite.api.put(path(STATEFUL_SET, sent.metadata.name), sent)).status).toBe(200);
  });

  it('a Job finds its pods by a label that no other job has', async () => {
    const { metadata, spec } = await created(JOB, { template: template({ restartPolicy: 'Never' }) });
    const key = 'batch.kubernetes.io/controller-uid';
    expect(spec.selector).toEqual({ matchLabels: { [key]: metadata.uid } });
    expect(spec.template.metadata.labels).toMatchObject({ ...labels, [key]: metadata.uid });
    expect(spec).toMatchObject({ parallelism: 1, completions: 1, backoffLimit: 6 });
  });

  it('a Deployment has one replica when it does not say', async () => {
    expect((await created(DEPLOYMENT, workload())).spec.replicas).toBe(1);
  });

  it('a Pod may get another image', async () => {
    const { metadata } = await created(POD, podSpec());
    const operations = [{ op: 'replace', path: '/spec/containers/0/image', value: 'j' }];
    const { status } = await suite.api.patch('json', path(POD, metadata.name), operations);
    expect(status).toBe(200);
  });

  it('tells of itself, labels included, through its status', async () => {
    const { metadata } = await created(STATEFUL_SET, workload({ serviceName: 'a' }));
    const change = { metadata: { labels: { seen: 'yes' } }, spec: { replicas: 9 }, status: { replicas: 2 } };
    const { body } = await suite.api.patch('merge', `${path(STATEFUL_SET, metadata.name)}/status`, change);
    expect(body).toMatchObject({
      metadata: { labels: { seen: 'yes' } },
      spec: { replicas: 1 },
      status: { replicas: 2 },
    });
  });
});

describe('a storage class', () => {
  const CLASSES = '/apis/storage.k8s.io/v1/storageclasses';
  const storageClass = (more: Json = {}): Json => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: suite.name('class') },
    ...more,
  });

  it('says who provisions', async () => {
    expectFailure(await suite.api.post(CLASSES, storageClass()), {
      code: 422,
      reason: 'Invalid',
      causes: ['FieldValueRequired provisioner'],
    });
  });

  it('keeps what volumes were made by', async () => {
    const { metadata, reclaimPolicy } = await suite.created(CLASSES, storageClass({ provisioner: 'example.com/p' }));
    const at = `${CLASSES}/${metadata.name}`;
    const response = await suite.api.patch('merge', at, { parameters: { tier: 'fast' } });
    await suite.api.delete(at);
    expect(reclaimPolicy).toBe('Delete');
    expectFailure(response, { code: 422, reason: 'Invalid' });
  });
});
