import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KubeObject, ResourceType } from '../../src/kube/meta/index.js';
import { CNPG_CLUSTER, POOLER } from '../../src/providers/postgresql/upstream.js';
import { isDefinition, readObjects } from '../../src/sandbox/definitions.js';
import { ApiClient, type ApiResponse, type Wire } from '../conformance/apiserver/api-client.js';
import { ENGINES } from '../conformance/engines/engine-under-test.js';
import { PAIRS, render } from '../contract/postgresql-matrix.js';
import { renderingsOf } from '../contract/renderings.js';
import { eventually } from '../harness/eventually.js';
import { realControlPlane } from '../harness/real-control-plane.js';

const OUR_MANIFESTS = fileURLToPath(new URL('../../crds/', import.meta.url));
const OPERATOR_CRDS = process.env.OPERATOR_CRDS ?? '../shared/operators/crds';

const PATHS: Readonly<Record<string, string>> = {
  CustomResourceDefinition: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  ValidatingAdmissionPolicy: '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies',
  ValidatingAdmissionPolicyBinding: '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings',
};
const CLUSTERS = '/apis/dbaas.io/v1alpha1/namespaces/default/databaseclusters';

const ours = await readObjects(OUR_MANIFESTS);
const theirs = existsSync(OPERATOR_CRDS) ? (await readObjects(OPERATOR_CRDS)).filter(isDefinition) : [];
const access = realControlPlane()!;
const api = new ApiClient(access);
afterAll(() => api.close());

const create = (object: KubeObject): Promise<ApiResponse> =>
  api.post(PATHS[object.kind]!, object, { query: { fieldValidation: 'Strict' } });
const named = (objects: readonly KubeObject[]): { name: string; object: KubeObject }[] =>
  objects.map((object) => ({ name: `${object.kind} ${object.metadata.name}`, object }));

const isEstablished = ({ type, status }: Wire): boolean => type === 'Established' && status === 'True';

/** The conditions of a definition that are not as they should be, once the server has looked at it. */
async function complaintsAbout({ metadata }: KubeObject): Promise<unknown[]> {
  const { body } = await eventually(
    () => api.get(`${PATHS.CustomResourceDefinition!}/${metadata.name}`),
    (answer) => answer.body.status?.conditions?.some(isEstablished),
  );
  const conditions: Wire[] = body.status.conditions;
  return conditions.filter(({ type, status }) => (type === 'NonStructuralSchema') === (status === 'True'));
}

describe('our manifests', () => {
  it.each(named(ours))('$name is accepted without a warning', async ({ object }) => {
    const { status, headers, body } = await create(object);
    expect({ status, warning: headers.get('warning'), message: body.message }).toEqual({ status: 201, warning: null });
  });

  it.each(named(ours.filter(isDefinition)))('$name is served', async ({ object }) => {
    await expect(complaintsAbout(object)).resolves.toEqual([]);
  });

  it.each(named(ours.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy')))(
    '$name fits the types it is about',
    async ({ object }) => {
      const { body } = await eventually(
        () => api.get(`${PATHS.ValidatingAdmissionPolicy!}/${object.metadata.name}`),
        (answer) => answer.body.status?.observedGeneration !== undefined,
      );
      expect(body.status.typeChecking?.expressionWarnings ?? []).toEqual([]);
    },
  );
});

describe('deletion protection', () => {
  const spec = { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } };
  const dryRun = { query: { dryRun: 'All' } };
  const create = (name: string, deletionProtection: boolean): Promise<ApiResponse> =>
    api.post(CLUSTERS, {
      apiVersion: 'dbaas.io/v1alpha1',
      kind: 'DatabaseCluster',
      metadata: { name },
      spec: { ...spec, deletionProtection },
    });

  it('refuses the DELETE until it is lifted', async () => {
    await create('precious', true);
    // A policy counts a moment after it was made.
    await eventually(
      () => api.delete(`${CLUSTERS}/precious`, undefined, dryRun),
      ({ status }) => status !== 200,
    );
    const refused = await api.delete(`${CLUSTERS}/precious`);
    expect(refused).toMatchObject({ status: 403, body: { reason: 'Forbidden' } });
    expect(refused.body.message).toContain('database "precious" is protected against deletion');

    await api.patch('merge', `${CLUSTERS}/precious`, { spec: { deletionProtection: false } });
    expect((await api.delete(`${CLUSTERS}/precious`)).status).toBe(200);
  });

  it('lets others go', async () => {
    await create('common', false);
    expect((await api.delete(`${CLUSTERS}/common`)).status).toBe(200);
  });
});

(theirs.length > 0 ? describe : describe.skip)(`the CRDs of operators in ${OPERATOR_CRDS}`, () => {
  it('are accepted and served', async () => {
    for (const object of theirs) {
      const { status, body } = await create(object);
      const complaints = status === 201 ? await complaintsAbout(object) : [];
      // By name, so that a failure says whose it is.
      expect({ [object.metadata.name]: [status, body.message, complaints] }).toEqual({
        [object.metadata.name]: [201, undefined, []],
      });
    }
  });

  const complaintsOf = async (type: ResourceType, object: KubeObject): Promise<unknown[]> => {
    const { group, version, plural } = type;
    const path = `/apis/${group}/${version}/namespaces/default/${plural}/${object.metadata.name}`;
    const body = { ...object, metadata: { ...object.metadata, namespace: 'default' } };
    const query = { dryRun: 'All', fieldValidation: 'Strict' };
    const answer = await api.apply('envtest', path, body, { force: true, query });
    const warning = answer.headers.get('warning');
    return answer.status === 201 && warning === null ? [] : [{ object, warning, status: answer.body }];
  };

  it(`accept every object that is made of ${PAIRS.length} specifications of PostgreSQL, without a warning`, async () => {
    for (const spec of PAIRS) {
      const { cluster, pooler } = render(spec);
      const complaints = [complaintsOf(CNPG_CLUSTER, cluster), ...(pooler ? [complaintsOf(POOLER, pooler)] : [])];
      expect((await Promise.all(complaints)).flat()).toEqual([]);
    }
    expect(PAIRS.length).toBeGreaterThan(50);
  });

  it.each(ENGINES)('accept every object that is made for $name, whatever is asked for', async (engine) => {
    const renderings = renderingsOf(engine);
    for (const { children } of renderings) {
      const complaints = children.map(({ type, object }) => complaintsOf(type, object));
      expect((await Promise.all(complaints)).flat()).toEqual([]);
    }
    expect(renderings.length).toBeGreaterThan(8);
  });

  it('would not accept a field that they do not know', async () => {
    const { cluster } = render({});
    const unknown = { ...cluster, spec: { ...cluster.spec, replicas: 3 } };
    const [{ status }] = (await complaintsOf(CNPG_CLUSTER, unknown)) as [{ status: Wire }];
    expect(status.message).toContain('.spec.replicas');
  });
});
