import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { aKubeError, refusing } from '../../../../test/builders/kube-error.js';
import { aReconcileContext, type RecordingContext } from '../../../../test/builders/reconcile-context.js';
import { aWidget, WIDGET } from '../../../../test/builders/widget.js';
import { ScriptedKubeClient, type KubeCall } from '../../../../test/doubles/scripted-kube-client.js';
import { ConflictError } from '../../../kube/manager/index.js';
import type { ManagedFieldsEntry, UntypedObject } from '../../../kube/meta/index.js';
import { hashOf, type ChildWrite, type StampedChild } from './plan.js';
import { stampChild } from './stamp.js';
import { ChildRejectedError, ChildWriter } from './write.js';

const CREATED_BY_US: ManagedFieldsEntry = { manager: 'dbaas-operator', operation: 'Update' };
const APPLIED_BY_US: ManagedFieldsEntry = { manager: 'dbaas-operator', operation: 'Apply' };
const STATUS_BY_US: ManagedFieldsEntry = { ...CREATED_BY_US, subresource: 'status' };
const BY_OPERATOR: ManagedFieldsEntry = { manager: 'widget-operator', operation: 'Update' };

const desire = (size = 1): StampedChild =>
  stampChild({ type: WIDGET, object: aWidget('orders', { size }) }, aDatabaseCluster(), undefined);

const stored = (object: UntypedObject, metadata: object = {}): UntypedObject => ({
  ...object,
  metadata: { ...object.metadata, uid: 'u1', generation: 1, resourceVersion: '10', ...metadata },
});
const echo = ({ body }: KubeCall): UntypedObject => stored(body as UntypedObject);

const create: ChildWrite = { do: 'create', child: desire() };
const remove: ChildWrite = { do: 'delete', type: WIDGET, key: { namespace: 'team-a', name: 'orders' }, uid: 'u1' };
const applyTo = (live: UntypedObject, child = desire()): ChildWrite => ({ do: 'apply', child, live });
const liveWith = (...managedFields: ManagedFieldsEntry[]): UntypedObject => stored(desire().object, { managedFields });

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('ChildWriter', () => {
  let ctx: RecordingContext;
  beforeEach(() => {
    ctx = aReconcileContext();
  });

  describe('creating', () => {
    it('creates, and never applies: a name that is held must be refused', async () => {
      const client = new ScriptedKubeClient({ create: echo });
      const written = await new ChildWriter(client).write(create, ctx);
      expect(client.asked).toEqual(['create widgets team-a/orders']);
      expect(client.calls[0]?.options).toMatchObject({ fieldManager: 'dbaas-operator', strict: true });
      expect(written?.metadata.uid).toBe('u1');
      expect(ctx.written).toEqual(['widgets orders']);
    });

    it('calls the cache stale when the name is held by now', async () => {
      const client = new ScriptedKubeClient({ create: refusing('AlreadyExists') });
      expect(await failureOf(new ChildWriter(client).write(create, ctx))).toBeInstanceOf(ConflictError);
      expect(ctx.written).toEqual([]);
    });
  });

  describe('applying', () => {
    it('takes every field of ours, of this very object', async () => {
      const client = new ScriptedKubeClient({ apply: echo });
      await new ChildWriter(client).write(applyTo(liveWith(APPLIED_BY_US)), ctx);
      expect(client.asked).toEqual(['apply widgets team-a/orders']);
      expect(client.calls[0]).toMatchObject({
        body: { metadata: { uid: 'u1' }, spec: { size: 1 } },
        options: { fieldManager: 'dbaas-operator', force: true },
      });
    });

    it('turns the ownership of its own create into that of an apply first, guarded by what the cache showed', async () => {
      const client = new ScriptedKubeClient({ apply: echo, patch: echo });
      await new ChildWriter(client).write(applyTo(liveWith(BY_OPERATOR, CREATED_BY_US)), ctx);
      expect(client.asked).toEqual(['patch widgets team-a/orders', 'apply widgets team-a/orders']);
      expect(client.calls[0]?.body).toEqual([
        { op: 'test', path: '/metadata/uid', value: 'u1' },
        { op: 'test', path: '/metadata/managedFields/1/manager', value: 'dbaas-operator' },
        { op: 'test', path: '/metadata/managedFields/1/operation', value: 'Update' },
        { op: 'replace', path: '/metadata/managedFields/1/operation', value: 'Apply' },
      ]);
    });

    it.each([
      { does: 'once it applies', entries: [CREATED_BY_US, APPLIED_BY_US] },
      { does: 'of what others own', entries: [BY_OPERATOR, { manager: 'kubectl', operation: 'Apply' as const }] },
      { does: 'of its writes to a subresource', entries: [APPLIED_BY_US, STATUS_BY_US] },
      { does: 'where only a subresource is its own', entries: [STATUS_BY_US] },
      { does: 'where nobody owns anything', entries: [] },
    ])('turns nothing $does', async ({ entries }) => {
      const client = new ScriptedKubeClient({ apply: echo });
      await new ChildWriter(client).write(applyTo(liveWith(...entries)), ctx);
      expect(client.asked).toEqual(['apply widgets team-a/orders']);
    });

    it('turns nothing of an object whose owners the server does not tell', async () => {
      const client = new ScriptedKubeClient({ apply: echo });
      await new ChildWriter(client).write(applyTo(stored(desire().object)), ctx);
      expect(client.asked).toEqual(['apply widgets team-a/orders']);
    });

    it('looks again, and applies nothing, when the owners have moved since', async () => {
      const client = new ScriptedKubeClient({ patch: refusing('Invalid') });
      const failure = await failureOf(new ChildWriter(client).write(applyTo(liveWith(CREATED_BY_US)), ctx));
      expect(failure).toBeInstanceOf(ConflictError);
      expect(client.asked).toEqual(['patch widgets team-a/orders']);
    });

    it.each(['patch', 'apply'] as const)('passes a failure of the %s on as it is', async (verb) => {
      const error = aKubeError('ServiceUnavailable');
      const fail = (): never => {
        throw error;
      };
      const client = new ScriptedKubeClient({ patch: echo, apply: echo, [verb]: fail });
      expect(await failureOf(new ChildWriter(client).write(applyTo(liveWith(CREATED_BY_US)), ctx))).toBe(error);
    });
  });

  describe('a refusal', () => {
    const causes = [{ field: 'spec.size', message: 'must be odd' }, { message: 'too many' }];

    it.each([
      { does: 'of a create', write: create },
      { does: 'of an apply', write: applyTo(liveWith(APPLIED_BY_US)) },
    ])('$does names the kind and every cause', async ({ write }) => {
      const refuse = refusing('Invalid', { causes });
      const client = new ScriptedKubeClient({ create: refuse, apply: refuse });
      const failure = await failureOf(new ChildWriter(client).write(write, ctx));
      expect(failure).toBeInstanceOf(ChildRejectedError);
      expect(failure).toMatchObject({ kind: 'Widget', problems: ['spec.size: must be odd', 'too many'] });
    });

    it('without causes is told in its own words', async () => {
      const client = new ScriptedKubeClient({ create: refusing('BadRequest', { message: 'denied the request: no' }) });
      const failure = await failureOf(new ChildWriter(client).write(create, ctx));
      expect(failure).toMatchObject({ problems: ['denied the request: no'] });
    });

    it('that concerns our rights is no refusal of the content', async () => {
      const client = new ScriptedKubeClient({ create: refusing('Forbidden') });
      expect(await failureOf(new ChildWriter(client).write(create, ctx))).toMatchObject({ reason: 'Forbidden' });
    });
  });

  describe('deleting', () => {
    it('names the object by its uid', async () => {
      const client = new ScriptedKubeClient({ delete: () => undefined });
      expect(await new ChildWriter(client).write(remove, ctx)).toBeUndefined();
      expect(client.calls[0]?.options).toMatchObject({ uid: 'u1' });
    });

    it('is content with what is gone', async () => {
      const client = new ScriptedKubeClient({ delete: refusing('NotFound') });
      expect(await new ChildWriter(client).write(remove, ctx)).toBeUndefined();
    });

    it('does not take another object of the name for its own', async () => {
      const client = new ScriptedKubeClient({ delete: refusing('Conflict') });
      expect(await failureOf(new ChildWriter(client).write(remove, ctx))).toMatchObject({ reason: 'Conflict' });
    });
  });

  describe('remembers what the server did not keep', () => {
    const child = desire();
    const hash = hashOf(child.object);
    const unkept = (metadata: object = {}): UntypedObject => ({ ...stored(child.object, metadata), spec: { size: 5 } });

    async function writerAfter(answer: UntypedObject): Promise<ChildWriter> {
      const writer = new ChildWriter(new ScriptedKubeClient({ apply: () => answer }));
      await writer.write(applyTo(liveWith(APPLIED_BY_US), child), ctx);
      return writer;
    }

    it('so that the same is not tried on the same again, whatever its status does', async () => {
      const writer = await writerAfter(unkept());
      expect(writer.isSettled(unkept(), hash)).toBe(true);
      expect(writer.isSettled(unkept({ resourceVersion: '11' }), hash)).toBe(true);
    });

    it.each([
      { does: 'the object changes', live: unkept({ generation: 2 }), meant: hash },
      { does: 'something else is meant', live: unkept(), meant: 'another' },
      { does: 'another object takes its place', live: unkept({ uid: 'u2' }), meant: hash },
    ])('until $does', async ({ live, meant }) => {
      expect((await writerAfter(unkept())).isSettled(live, meant)).toBe(false);
    });

    it('by version where the kind counts no generations', async () => {
      const writer = await writerAfter(unkept({ generation: undefined }));
      expect(writer.isSettled(unkept({ generation: undefined }), hash)).toBe(true);
      expect(writer.isSettled(unkept({ generation: undefined, resourceVersion: '11' }), hash)).toBe(false);
    });

    it('and nothing of what it kept', async () => {
      expect((await writerAfter(stored(child.object))).isSettled(stored(child.object), hash)).toBe(false);
    });

    it('until it keeps it', async () => {
      const answers = [unkept(), stored(child.object)];
      const writer = new ChildWriter(new ScriptedKubeClient({ apply: () => answers.shift() }));
      await writer.write(applyTo(liveWith(APPLIED_BY_US), child), ctx);
      await writer.write(applyTo(liveWith(APPLIED_BY_US), child), ctx);
      expect(writer.isSettled(unkept(), hash)).toBe(false);
    });
  });
});
