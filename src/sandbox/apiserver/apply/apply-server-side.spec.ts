import { OwnershipStory, OWNED_WIDGET } from '../../../../test/builders/field-ownership.js';
import { aServedResource } from '../../../../test/builders/served-resource.js';
import { applyServerSide } from './apply-server-side.js';
import { ApplyConflictError, ApplyPatchError } from './requests.js';

type Json = Record<string, unknown>;

const story = (): OwnershipStory => new OwnershipStory();

function conflictsOf(write: () => unknown): unknown {
  try {
    write();
  } catch (error) {
    if (error instanceof ApplyConflictError) return error.causes.map(({ message, field }) => `${message}: ${field}`);
    throw error;
  }
  return [];
}

describe('applyServerSide', () => {
  describe('with two managers', () => {
    const TCP_80 = 'k:{"port":80,"protocol":"TCP"}';
    const TCP_90 = 'k:{"port":90,"protocol":"TCP"}';
    const http = { port: 80, name: 'http' };
    const admin = { port: 90, name: 'admin' };

    it.each<{ does: string; first: Json; second: Json; spec: Json; owners: Json }>([
      {
        does: 'shares a scalar that both set to the same value',
        first: { size: 1 },
        second: { size: 1 },
        spec: { size: 1 },
        owners: { a: { 'f:size': {} }, b: { 'f:size': {} } },
      },
      {
        does: 'keeps apart what each one sets',
        first: { size: 1 },
        second: { mode: 'x' },
        spec: { size: 1, mode: 'x' },
        owners: { a: { 'f:size': {} }, b: { 'f:mode': {} } },
      },
      {
        does: 'merges the keys of a free map',
        first: { tags: { x: '1' } },
        second: { tags: { y: '2' } },
        spec: { tags: { x: '1', y: '2' } },
        owners: { a: { 'f:tags': { 'f:x': {} } }, b: { 'f:tags': { 'f:y': {} } } },
      },
      {
        does: 'merges the items of a keyed list',
        first: { ports: [http] },
        second: { ports: [admin] },
        spec: { ports: [http, admin] },
        owners: {
          a: { 'f:ports': { [TCP_80]: { '.': {}, 'f:name': {}, 'f:port': {} } } },
          b: { 'f:ports': { [TCP_90]: { '.': {}, 'f:name': {}, 'f:port': {} } } },
        },
      },
      {
        does: 'takes the default of a key for the key',
        first: { ports: [http] },
        second: { ports: [{ port: 80, protocol: 'TCP' }] },
        spec: { ports: [{ ...http, protocol: 'TCP' }] },
        owners: {
          a: { 'f:ports': { [TCP_80]: { '.': {}, 'f:name': {}, 'f:port': {} } } },
          b: { 'f:ports': { [TCP_80]: { '.': {}, 'f:port': {}, 'f:protocol': {} } } },
        },
      },
      {
        does: 'unites the items of a set',
        first: { hosts: ['x', 'y'] },
        second: { hosts: ['y', 'z'] },
        spec: { hosts: ['x', 'y', 'z'] },
        owners: {
          a: { 'f:hosts': { 'v:"x"': {}, 'v:"y"': {} } },
          b: { 'f:hosts': { 'v:"y"': {}, 'v:"z"': {} } },
        },
      },
      {
        does: 'shares an atomic list as a whole',
        first: { args: ['x', 'y'] },
        second: { args: ['x', 'y'] },
        spec: { args: ['x', 'y'] },
        owners: { a: { 'f:args': {} }, b: { 'f:args': {} } },
      },
      {
        does: 'shares an atomic map as a whole',
        first: { affinity: { zone: 'z' } },
        second: { affinity: { zone: 'z' } },
        spec: { affinity: { zone: 'z' } },
        owners: { a: { 'f:affinity': {} }, b: { 'f:affinity': {} } },
      },
      {
        does: 'deduces the types of a subtree without a schema',
        first: { config: { tree: { x: 1 }, list: [1] } },
        second: { config: { tree: { y: 2 } } },
        spec: { config: { tree: { x: 1, y: 2 }, list: [1] } },
        owners: {
          a: { 'f:config': { 'f:list': {}, 'f:tree': { '.': {}, 'f:x': {} } } },
          b: { 'f:config': { 'f:tree': { '.': {}, 'f:y': {} } } },
        },
      },
    ])('$does', ({ first, second, spec, owners }) => {
      const told = story().apply('a', { spec: first }).apply('b', { spec: second });
      expect(told.spec).toEqual(spec);
      const wrapped = Object.entries(owners).map(([manager, fields]) => [manager, { 'f:spec': fields }]);
      expect(told.owners).toEqual(Object.fromEntries(wrapped));
    });

    it.each<{ does: string; first: Json; second: Json; fields: string[]; spec: Json; left: Json | undefined }>([
      {
        does: 'a scalar',
        first: { size: 1, mode: 'x' },
        second: { size: 2 },
        fields: ['.spec.size'],
        spec: { size: 2, mode: 'x' },
        left: { 'f:mode': {} },
      },
      {
        does: 'one key of a free map',
        first: { tags: { x: '1', y: '1' } },
        second: { tags: { x: '2' } },
        fields: ['.spec.tags.x'],
        spec: { tags: { x: '2', y: '1' } },
        left: { 'f:tags': { 'f:y': {} } },
      },
      {
        does: 'a field of an item of a keyed list',
        first: { ports: [http] },
        second: { ports: [{ port: 80, name: 'web' }] },
        fields: ['.spec.ports[port=80,protocol="TCP"].name'],
        spec: { ports: [{ port: 80, name: 'web' }] },
        left: { 'f:ports': { [TCP_80]: { '.': {}, 'f:port': {} } } },
      },
      {
        does: 'an atomic list',
        first: { args: ['x'] },
        second: { args: ['x', 'y'] },
        fields: ['.spec.args'],
        spec: { args: ['x', 'y'] },
        left: undefined,
      },
      {
        does: 'an atomic map',
        first: { affinity: { zone: 'z' } },
        second: { affinity: { node: 'n' } },
        fields: ['.spec.affinity'],
        spec: { affinity: { node: 'n' } },
        left: undefined,
      },
      {
        does: 'a list without a schema',
        first: { config: { list: [1] } },
        second: { config: { list: [2] } },
        fields: ['.spec.config.list'],
        spec: { config: { list: [2] } },
        left: undefined,
      },
    ])('refuses to change $does, and takes it by force', ({ first, second, fields, spec, left }) => {
      const told = story().apply('a', { spec: first });
      const before = told.object;
      expect(conflictsOf(() => told.apply('b', { spec: second }))).toEqual(
        fields.map((field) => `conflict with "a": ${field}`),
      );
      expect(told.object).toBe(before);
      told.apply('b', { spec: second }, { force: true });
      expect(told.spec).toEqual(spec);
      expect(told.owners.a).toEqual(left && { 'f:spec': left });
      expect(told.owners.b).toBeDefined();
    });

    it.each<{ does: string; first: Json; second: Json; then: Json; spec: Json | undefined }>([
      { does: 'removes a scalar', first: { size: 1, mode: 'x' }, second: {}, then: { mode: 'x' }, spec: { mode: 'x' } },
      {
        does: 'keeps a scalar that another shares',
        first: { size: 1, mode: 'x' },
        second: { size: 1 },
        then: { mode: 'x' },
        spec: { size: 1, mode: 'x' },
      },
      {
        does: 'removes its key of a free map',
        first: { tags: { x: '1' } },
        second: { tags: { y: '2' } },
        then: {},
        spec: { tags: { y: '2' } },
      },
      {
        does: 'removes a free map with its last key',
        first: { size: 1, tags: { x: '1' } },
        second: {},
        then: { size: 1 },
        spec: { size: 1 },
      },
      {
        does: 'keeps a map that it now says to be empty',
        first: { tags: { x: '1' } },
        second: {},
        then: { tags: {} },
        spec: { tags: {} },
      },
      {
        does: 'removes its item of a keyed list',
        first: { ports: [http] },
        second: { ports: [admin] },
        then: {},
        spec: { ports: [admin] },
      },
      {
        does: 'keeps an item that another shares, but not its own fields in it',
        first: { ports: [http] },
        second: { ports: [{ port: 80 }] },
        then: {},
        spec: { ports: [{ port: 80 }] },
      },
      {
        does: 'removes its items of a set',
        first: { hosts: ['x', 'y'] },
        second: { hosts: ['y', 'z'] },
        then: {},
        spec: { hosts: ['y', 'z'] },
      },
      {
        does: 'removes an atomic list',
        first: { args: ['x'], size: 1 },
        second: {},
        then: { size: 1 },
        spec: { size: 1 },
      },
      {
        does: 'removes a structure with the last field asked for in it',
        first: { storage: { size: '1' } },
        second: { mode: 'x' },
        then: {},
        spec: { mode: 'x' },
      },
      {
        does: 'keeps a structure in which another owns a field',
        first: { storage: { size: '1' } },
        second: { storage: { className: 'c' } },
        then: {},
        spec: { storage: { className: 'c' } },
      },
      {
        does: 'removes the whole spec when nobody asks for any of it',
        first: { size: 1 },
        second: {},
        then: {},
        spec: undefined,
      },
    ])('$does when the configuration no longer has it', ({ first, second, then, spec }) => {
      const told = story().apply('a', { spec: first });
      if (Object.keys(second).length > 0) told.apply('b', { spec: second });
      told.apply('a', Object.keys(then).length > 0 ? { spec: then } : {});
      expect(told.spec).toEqual(spec);
    });
  });

  it('names the version and the time of an updater it conflicts with', () => {
    const told = story().update('ui', { spec: { size: 1 } });
    expect(conflictsOf(() => told.apply('a', { spec: { size: 2 } }))).toEqual([
      'conflict with "ui" using example.io/v1: .spec.size',
    ]);
  });

  it('reports every field and every owner', () => {
    const told = story()
      .apply('a', { spec: { size: 1, mode: 'x' } })
      .apply('b', { spec: { size: 1 } });
    const write = (): unknown => told.apply('c', { spec: { size: 2, mode: 'y' } });
    expect(conflictsOf(write)).toEqual([
      'conflict with "a": .spec.mode',
      'conflict with "a": .spec.size',
      'conflict with "b": .spec.size',
    ]);
    expect(write).toThrow(/^Apply failed with 3 conflicts: /);
  });

  it('changes nothing, not even a time, when the same configuration comes again', () => {
    const told = story().apply('a', { spec: { size: 1, hosts: ['x'] } });
    const before = told.object;
    told.apply('a', { spec: { size: 1, hosts: ['x'] } });
    expect(told.object).toEqual(before);
  });

  it('records a new owner of a value that stays as it was', () => {
    const told = story()
      .apply('a', { spec: { size: 1 } })
      .apply('b', { spec: { size: 1 } });
    expect(told.object?.metadata.managedFields?.map(({ manager, time }) => [manager, time])).toEqual([
      ['a', '2026-01-01T00:00:00Z'],
      ['b', '2026-01-01T00:01:00Z'],
    ]);
  });

  it('gives what exists to "before-first-apply" where no owner is known', () => {
    const live = {
      apiVersion: 'example.io/v1',
      kind: 'Widget',
      metadata: { name: 'w', labels: { x: '1' } },
      spec: { size: 1 },
    };
    const request = { live, resource: OWNED_WIDGET, manager: 'a', now: '2026-01-01T00:00:00Z', force: false };
    const patch = (spec: Json): typeof live =>
      ({ ...live, metadata: { name: 'w', labels: { x: '1' } }, spec }) as typeof live;
    expect(conflictsOf(() => applyServerSide({ ...request, patch: patch({ size: 2 }) }))).toEqual([
      'conflict with "before-first-apply" using example.io/v1: .spec.size',
    ]);
    const { object } = applyServerSide({ ...request, patch: patch({ size: 1 }) });
    expect(object.metadata.managedFields).toEqual([
      expect.objectContaining({
        manager: 'a',
        operation: 'Apply',
        fieldsV1: { 'f:metadata': { 'f:labels': { 'f:x': {} } }, 'f:spec': { 'f:size': {} } },
      }),
      expect.objectContaining({
        manager: 'before-first-apply',
        operation: 'Update',
        fieldsV1: { 'f:metadata': { 'f:labels': { '.': {}, 'f:x': {} } }, 'f:spec': { '.': {}, 'f:size': {} } },
      }),
    ]);
  });

  describe('of subresources', () => {
    it('ignores status at the main endpoint and owns nothing of it', () => {
      const told = story().apply('a', { spec: { size: 1 }, status: { phase: 'Ready' } });
      expect(told.object).not.toHaveProperty('status');
      expect(told.owners).toEqual({ a: { 'f:spec': { 'f:size': {} } } });
    });

    it('takes only status at /status, as an owner apart', () => {
      const told = story()
        .apply('a', { spec: { size: 1 } })
        .apply('a', { spec: { size: 9 }, status: { phase: 'Ready' } }, { subresource: 'status' });
      expect(told.object).toMatchObject({ spec: { size: 1 }, status: { phase: 'Ready' } });
      expect(told.owners).toEqual({
        a: { 'f:spec': { 'f:size': {} } },
        'a/status': { 'f:status': { 'f:phase': {} } },
      });
      expect(conflictsOf(() => told.apply('b', { status: { phase: 'No' } }, { subresource: 'status' }))).toEqual([
        'conflict with "a" with subresource "status": .status.phase',
      ]);
    });

    it('records the replicas that /scale wrote under its own entry', () => {
      const told = story()
        .apply('a', { spec: { size: 1 } })
        .apply('hpa', { spec: { size: 1 } }, { subresource: 'scale' });
      expect(told.owners).toHaveProperty('hpa/scale', { 'f:spec': { 'f:size': {} } });
    });
  });

  describe('of metadata', () => {
    it('merges labels by key, finalizers as a set and owners by uid', () => {
      const owner = (uid: string): Json => ({ apiVersion: 'v1', kind: 'Pod', name: uid, uid });
      const metadata = (label: string, finalizer: string, uid: string): Json => ({
        name: 'w',
        labels: { [label]: 'x' },
        finalizers: [finalizer],
        ownerReferences: [owner(uid)],
      });
      const told = story()
        .apply('a', { metadata: metadata('l1', 'f/1', 'u1') })
        .apply('b', { metadata: metadata('l2', 'f/2', 'u2') });
      expect(told.object?.metadata).toMatchObject({
        labels: { l1: 'x', l2: 'x' },
        finalizers: ['f/1', 'f/2'],
        ownerReferences: [owner('u1'), owner('u2')],
      });
      told.apply('a', { metadata: { name: 'w' } });
      expect(told.object?.metadata).toMatchObject({
        labels: { l2: 'x' },
        finalizers: ['f/2'],
        ownerReferences: [owner('u2')],
      });
    });

    it('owns and replaces an owner reference as a whole', () => {
      const owner = { apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u1' };
      const told = story().apply('a', { metadata: { name: 'w', ownerReferences: [owner] } });
      expect(told.owners).toEqual({ a: { 'f:metadata': { 'f:ownerReferences': { 'k:{"uid":"u1"}': {} } } } });
      const blocking = { ...owner, blockOwnerDeletion: true };
      const write = (): unknown => told.apply('b', { metadata: { name: 'w', ownerReferences: [blocking] } });
      expect(conflictsOf(write)).toEqual(['conflict with "a": .metadata.ownerReferences[uid="u1"]']);
    });

    it('never tracks what identifies the object or what the server sets', () => {
      const metadata = {
        name: 'w',
        namespace: 'n',
        uid: 'u',
        resourceVersion: '1',
        generation: 1,
        creationTimestamp: null,
      };
      const told = story().apply('a', { metadata, spec: { size: 1 } });
      expect(told.owners).toEqual({ a: { 'f:spec': { 'f:size': {} } } });
    });
  });

  describe('of built-in kinds', () => {
    const deployment = aServedResource({ kind: 'Deployment', group: 'apps', custom: false, hasStatus: true });
    const podOf = (...containers: Json[]): Json => ({ spec: { template: { spec: { containers } } } });

    it('merges containers by name and their ports by number and protocol', () => {
      const told = new OwnershipStory(deployment)
        .apply('a', podOf({ name: 'db', image: 'd:1', ports: [{ containerPort: 80 }] }))
        .apply(
          'b',
          podOf({ name: 'db', ports: [{ containerPort: 80, protocol: 'UDP' }] }, { name: 'side', image: 's' }),
        );
      expect(told.spec).toEqual(
        podOf(
          { name: 'db', image: 'd:1', ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }] },
          { name: 'side', image: 's' },
        ).spec,
      );
      told.apply('b', podOf({ name: 'side', image: 's' }));
      expect(told.spec).toEqual(
        podOf({ name: 'db', image: 'd:1', ports: [{ containerPort: 80 }] }, { name: 'side', image: 's' }).spec,
      );
    });

    it('replaces a selector and a list without keys as a whole', () => {
      const told = new OwnershipStory(deployment).apply('a', { spec: { selector: { matchLabels: { x: '1' } } } });
      expect(told.owners).toEqual({ a: { 'f:spec': { 'f:selector': {} } } });
    });

    it('merges the data of a config map by key', () => {
      const configMap = aServedResource({ kind: 'ConfigMap', group: '', custom: false });
      const told = new OwnershipStory(configMap).apply('a', { data: { x: '1' } }).apply('b', { data: { y: '2' } });
      expect(told.object).toMatchObject({ data: { x: '1', y: '2' } });
      told.apply('a', {});
      expect(told.object).toMatchObject({ data: { y: '2' } });
    });
  });

  it.each<{ does: string; fields: Json }>([
    { does: 'a field the schema does not declare', fields: { spec: { sise: 1 } } },
    {
      does: 'two items with the same keys',
      fields: { spec: { ports: [{ port: 80 }, { port: 80, protocol: 'TCP' }] } },
    },
    { does: 'the same set item twice', fields: { spec: { hosts: ['x', 'x'] } } },
    { does: 'managed fields in the configuration', fields: { metadata: { name: 'w', managedFields: [{}] } } },
  ])('refuses $does', ({ fields }) => {
    expect(() => story().apply('a', fields)).toThrow(ApplyPatchError);
  });

  it('keeps items of others in place and takes the order of the configuration for its own', () => {
    const told = story()
      .apply('a', { spec: { hosts: ['x', 'y'] } })
      .apply('b', { spec: { hosts: ['n'] } });
    told.apply('a', { spec: { hosts: ['y', 'w', 'x'] } });
    expect((told.spec as Json).hosts).toEqual(['y', 'n', 'w', 'x']);
  });

  it('treats hostile keys as data', () => {
    const config: unknown = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"x":1}}');
    const told = story().apply('a', { spec: { config } });
    expect(({} as Json).polluted).toBeUndefined();
    expect((told.spec as Json).config).toEqual(config);
    expect(told.apply('a', { spec: { config: {} } }).spec).toEqual({ config: {} });
  });
});
