import {
  ALLOWED,
  ANN,
  aStoredCluster,
  ClusterWorld,
  codeOf,
  ORDERS,
  TOO_BIG,
} from '../../../test/doubles/cluster-world.js';
import { ProblemError } from '../../domain/problem.js';
import { withinRequest } from '../request-scope.js';
import { entityTagOf } from '../writing/intent.js';
import type { ClusterWrite } from './cluster-writer.js';

const GROW = { spec: { clusterSize: 5 } };
const ORIGIN = { requestId: 'r-1', via: 'REST' as const };

describe('ClusterWriter, applying', () => {
  let world: ClusterWorld;
  beforeEach(() => {
    world = new ClusterWorld();
  });

  const apply = (body: object, more: object = {}): Promise<ClusterWrite> =>
    world.writer().apply(ANN, ORDERS, body, { fieldManager: 'gitops', ...more });

  it('tries, judges what came of it, and does it on the very version that was judged', async () => {
    const { changes, isNew } = await apply(GROW);
    expect(world.client.calls.slice(1)).toMatchObject([
      {
        verb: 'apply',
        body: { metadata: { resourceVersion: '10' } },
        options: { fieldManager: 'gitops', dryRun: true },
      },
      { verb: 'apply', body: { metadata: { resourceVersion: '10' } }, options: { fieldManager: 'gitops' } },
    ]);
    expect(world.lastBody('apply')).not.toHaveProperty('spec.engine');
    expect(changes).toEqual([{ path: '/spec/clusterSize', before: 3, after: 5 }]);
    expect(isNew).toBeUndefined();
  });

  it('stores nothing that the engine refuses of the whole, nor on trial', async () => {
    world.problems = [TOO_BIG];
    expect(await codeOf(apply(GROW))).toBe('invalid_spec');
    world.problems = [];
    expect((await apply(GROW, { dryRun: true })).changes).toHaveLength(1);
    expect(world.live).toEqual(aStoredCluster());
  });

  it('is done again on what stands when somebody else was first, but for who named what they saw', async () => {
    world.meanwhile = [() => undefined, () => world.change({ storage: { size: '20Gi' } })];
    await apply(GROW);
    expect(world.live!.spec).toMatchObject({ clusterSize: 5, storage: { size: '20Gi' } });
    const ifMatch = entityTagOf(world.live!);
    world.meanwhile = [() => world.change({ clusterSize: 7 })];
    expect(await codeOf(apply(GROW, { ifMatch }))).toBe('precondition_failed');
    expect(await codeOf(apply({ ...GROW, metadata: { resourceVersion: '1' } }))).toBe('conflict');
  });

  it('names each field of somebody else and whose it is, once, and takes it when it is forced', async () => {
    const config = [
      { name: 'a', value: '1' },
      { name: 'work_mem', value: '4MB' },
    ];
    const reason = 'FieldManagerConflict';
    world.conflicts = [
      {
        reason,
        message: 'conflict with "kubectl" using dbaas.io/v1alpha1 at 2026-11-23T12:00:00Z',
        field: '.spec.clusterSize',
      },
      {
        reason,
        message: 'conflict with "argo" with subresource "status"',
        field: '.spec.config[name="work_mem"].value',
      },
      { reason, message: 'what nobody foresaw', field: '.metadata.labels.example.com/a' },
    ];
    const refused = await apply({ spec: { clusterSize: 5, config } }).catch((error: unknown) => error as ProblemError);
    expect(refused).toMatchObject({
      code: 'field_managed_elsewhere',
      fields: [
        { pointer: '/spec/clusterSize', message: 'belongs to "kubectl"' },
        { pointer: '/spec/config/1/value', message: 'belongs to "argo"' },
        { message: 'belongs to "somebody else"' },
      ],
    });
    expect(world.verbs).toEqual(['get', 'apply']);
    expect((await apply(GROW, { force: true })).object.spec.clusterSize).toBe(5);
  });

  it('is stamped by another manager, and only where it changed something', async () => {
    await withinRequest(ORIGIN, () => apply(GROW));
    expect(world.client.calls.at(-1)).toMatchObject({
      verb: 'patch',
      body: { metadata: { annotations: { 'dbaas.io/request-id': 'r-1' } } },
      options: { fieldManager: 'dbaas-api' },
    });
    world.client.calls.length = 0;
    await withinRequest({ ...ORIGIN, requestId: 'r-2' }, () => apply(GROW));
    expect(world.verbs).toEqual(['get', 'apply', 'apply']);
  });

  describe('where there is none', () => {
    const whole = { spec: aStoredCluster().spec };
    beforeEach(() => {
      world.live = undefined;
    });

    it('makes it, judged as it was sent', async () => {
      expect(await apply(whole)).toMatchObject({ isNew: true, object: { metadata: { name: 'orders' } } });
      world.live = undefined;
      world.problems = [TOO_BIG];
      world.client.calls.length = 0;
      expect(await codeOf(apply(whole))).toBe('invalid_spec');
      expect(world.verbs).toEqual(['get']);
    });

    it('asks for the right to make it', async () => {
      const access = { ...ALLOWED, requireCreate: () => Promise.reject(new ProblemError('forbidden', 'no')) };
      expect(await codeOf(world.writer(access).apply(ANN, ORDERS, whole, { fieldManager: 'gitops' }))).toBe(
        'forbidden',
      );
      expect(world.verbs).toEqual(['get']);
    });

    it.each([
      { does: 'an ETag', body: whole, more: { ifMatch: '*' }, code: 'precondition_failed' },
      { does: 'a version', body: { ...whole, metadata: { resourceVersion: '9' } }, more: {}, code: 'conflict' },
    ])('makes nothing for who named $does', async ({ body, more, code }) => {
      expect(await codeOf(apply(body, more))).toBe(code);
    });
  });
});
