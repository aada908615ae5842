import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import { aProvider } from '../../../test/builders/provider.js';
import { aReconcileContext } from '../../../test/builders/reconcile-context.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import { applyMergePatch } from '../../kube/writes/index.js';
import { ProviderRegistry } from '../../providers/contract/index.js';
import type { DatabaseEngine, EngineOperatorStatus } from '../../resources/database-engine/index.js';
import { DatabaseEngineReconciler } from './database-engine.reconciler.js';
import type { OperatorPresence } from './operator-presence.js';

describe('DatabaseEngineReconciler', () => {
  let engines: InMemoryInformer<DatabaseEngine>;
  let operator: EngineOperatorStatus;
  let client: ScriptedKubeClient;
  let reconciler: DatabaseEngineReconciler;
  const clock = new ManualClock();

  beforeEach(() => {
    engines = new InMemoryInformer([aDatabaseEngine()]);
    operator = { name: 'widget-operator', installed: true, version: '1.30.0' };
    client = new ScriptedKubeClient({
      patch: ({ key, body }) => {
        const patched = applyMergePatch(engines.store.get(key!), body) as DatabaseEngine;
        engines.put(patched);
        return patched;
      },
    });
    reconciler = new DatabaseEngineReconciler({
      client,
      engines: engines.asInformer,
      providers: new ProviderRegistry([aProvider()]),
      presence: { statusOf: () => operator } as unknown as OperatorPresence,
      clock,
    });
  });

  const reconcile = async (name = 'postgresql'): Promise<DatabaseEngine['status']> => {
    await reconciler.reconcile({ name }, aReconcileContext());
    return engines.store.get(name)?.status;
  };
  const readyOf = (status: DatabaseEngine['status']): string[] =>
    (status?.conditions ?? []).map(({ type, status: is, reason, message }) => `${type} ${is} ${reason}: ${message}`);

  it('says that the operator is there, and what can be done with it', async () => {
    const status = await reconcile();
    expect(readyOf(status)).toEqual(['Ready True OperatorInstalled: widget-operator 1.30.0 is installed.']);
    expect(status).toMatchObject({ operator: { installed: true, version: '1.30.0' }, capabilities: {} });
    expect(client.calls[0]?.options?.subresource).toBe('status');
  });

  it('says that the version is not known', async () => {
    operator = { name: 'widget-operator', installed: true };
    expect(readyOf(await reconcile())[0]).toContain('(version unknown)');
  });

  it('says that clusters wait for an operator that is not there, and drops the version that was', async () => {
    await reconcile();
    operator = { name: 'widget-operator', installed: false };
    const status = await reconcile();
    expect(readyOf(status)[0]).toContain('Ready False OperatorNotInstalled');
    expect(status?.operator).toEqual({ name: 'widget-operator', installed: false });
  });

  it('says that no plug-in knows the engine', async () => {
    engines.put({ ...aDatabaseEngine(), metadata: { name: 'oracle' } });
    expect(readyOf(await reconcile('oracle'))).toEqual([
      'Ready False UnknownEngine: This release has no plug-in for "oracle"; it has postgresql.',
    ]);
  });

  it('writes nothing when nothing changed', async () => {
    await reconcile();
    clock.jump(60_000);
    await reconcile();
    expect(client.calls).toHaveLength(1);
  });

  it('does nothing for an entry that has gone', async () => {
    await reconcile('gone');
    expect(client.calls).toEqual([]);
  });
});
