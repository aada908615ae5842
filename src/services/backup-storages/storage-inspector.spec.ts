import { aBackupStorage } from '../../../test/builders/backup-storage.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import { ManualClock, settle } from '../../../test/doubles/manual-clock.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import { ProblemError } from '../../domain/problem.js';
import { applyMergePatch } from '../../kube/writes/index.js';
import type { BackupStorage } from '../../resources/backup-storage/index.js';
import type { StorageAccess } from './storage-access.js';
import { StorageInspector, type Inspection } from './storage-inspector.js';

const key = { namespace: 'team-a', name: 'main' };
const ann = { username: 'ann', groups: [] };

describe('StorageInspector', () => {
  const clock = new ManualClock();
  let storage: BackupStorage;
  let informer: InMemoryInformer<BackupStorage>;
  let inspector: StorageInspector;

  const inspectorFor = (access: Partial<StorageAccess>): StorageInspector => {
    const client = new ScriptedKubeClient({
      patch: ({ body }) => (storage = applyMergePatch(storage, body) as BackupStorage),
    });
    return new StorageInspector(client, informer.asInformer, access as StorageAccess, clock);
  };

  beforeEach(() => {
    storage = aBackupStorage();
    informer = new InMemoryInformer([storage]);
    inspector = inspectorFor({ require: async () => undefined });
  });

  const asked = async (signal?: AbortSignal): Promise<{ request: string; outcome: Promise<Inspection> }> => {
    const outcome = inspector.verify(ann, key, { signal });
    await settle();
    return { request: storage.metadata.annotations!['dbaas.io/verify']!, outcome };
  };

  it('answers with the status that names its very request', async () => {
    const { request, outcome } = await asked();
    informer.put({ ...storage, status: { verifiedRequest: 'somebody-elses' } });
    informer.put({ ...storage, status: { verifiedRequest: request, message: 'all is well' } });
    expect(await outcome).toMatchObject({ isAnswered: true, storage: { status: { message: 'all is well' } } });
  });

  it('asks anew each time', async () => {
    const [first, second] = [await asked(), await asked()];
    expect(first.request).not.toBe(second.request);
    inspector.onModuleDestroy();
    await Promise.all([first.outcome, second.outcome]);
  });

  it('asks once for a key, and knows the answer when it comes again', async () => {
    const ask = (username: string, idempotencyKey: string): Promise<Inspection> =>
      inspector.verify({ ...ann, username }, key, { idempotencyKey });
    const first = ask('ann', 'look-1');
    await settle();
    const request = storage.metadata.annotations!['dbaas.io/verify']!;
    storage = { ...storage, status: { verifiedRequest: request } };
    informer.put(storage);
    expect(await first).toMatchObject({ isAnswered: true, isReplay: false });
    expect(await ask('ann', 'look-1')).toMatchObject({ isAnswered: true, isReplay: true });
    const others = [ask('bob', 'look-1'), ask('ann', 'look-2')];
    inspector.onModuleDestroy();
    await settle();
    inspector.onModuleDestroy();
    expect(await Promise.all(others)).toMatchObject([{ isAnswered: false }, { isAnswered: false }]);
    await expect(ask('ann', 'é')).rejects.toMatchObject({ code: 'malformed_request' });
  });

  it.each<{ what: string; happens: (hangUp: AbortController) => unknown }>([
    { what: 'the time is up', happens: () => clock.advance(30_000) },
    { what: 'the storage goes', happens: () => informer.remove(storage) },
    { what: 'nobody listens any more', happens: (hangUp) => hangUp.abort() },
    { what: 'the process ends', happens: () => inspector.onModuleDestroy() },
  ])('says that there is no answer when $what', async ({ happens }) => {
    const hangUp = new AbortController();
    const { outcome } = await asked(hangUp.signal);
    await happens(hangUp);
    expect(await outcome).toMatchObject({ isAnswered: false });
    expect(clock.pendingTimers).toBe(0);
  });

  it('has a bucket searched by a request of its own, for as long as the caller likes', async () => {
    const outcome = inspector.discover(ann, key, { seconds: 5 });
    await settle();
    const discovery = { request: storage.metadata.annotations!['dbaas.io/discover']!, time: '', found: 2, added: 1 };
    informer.put({ ...storage, status: { verifiedRequest: discovery.request } });
    await clock.advance(4_999);
    informer.put({ ...storage, status: { discovery } });
    expect(await outcome).toMatchObject({ isAnswered: true, storage: { status: { discovery } } });
  });

  it('asks nothing for whoever may not', async () => {
    const refusal = new ProblemError('forbidden', 'no');
    await expect(inspectorFor({ require: () => Promise.reject(refusal) }).verify(ann, key)).rejects.toBe(refusal);
    expect(storage.metadata.annotations).toBeUndefined();
  });
});
