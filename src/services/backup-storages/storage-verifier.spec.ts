import { aBackupStorage } from '../../../test/builders/backup-storage.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import { ManualClock, settle } from '../../../test/doubles/manual-clock.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import { ProblemError } from '../../domain/problem.js';
import { applyMergePatch } from '../../kube/writes/index.js';
import type { BackupStorage } from '../../resources/backup-storage/index.js';
import type { StorageAccess } from './storage-access.js';
import { StorageVerifier, type Verification } from './storage-verifier.js';

const key = { namespace: 'team-a', name: 'main' };
const ann = { username: 'ann', groups: [] };

describe('StorageVerifier', () => {
  const clock = new ManualClock();
  let storage: BackupStorage;
  let informer: InMemoryInformer<BackupStorage>;
  let verifier: StorageVerifier;

  const verifierFor = (access: Partial<StorageAccess>): StorageVerifier => {
    const client = new ScriptedKubeClient({
      patch: ({ body }) => (storage = applyMergePatch(storage, body) as BackupStorage),
    });
    return new StorageVerifier(client, informer.asInformer, access as StorageAccess, clock);
  };

  beforeEach(() => {
    storage = aBackupStorage();
    informer = new InMemoryInformer([storage]);
    verifier = verifierFor({ require: async () => undefined });
  });

  const asked = async (signal?: AbortSignal): Promise<{ request: string; outcome: Promise<Verification> }> => {
    const outcome = verifier.verify(ann, key, signal);
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
    verifier.onModuleDestroy();
    await Promise.all([first.outcome, second.outcome]);
  });

  it.each<{ what: string; happens: (hangUp: AbortController) => unknown }>([
    { what: 'the time is up', happens: () => clock.advance(30_000) },
    { what: 'the storage goes', happens: () => informer.remove(storage) },
    { what: 'nobody listens any more', happens: (hangUp) => hangUp.abort() },
    { what: 'the process ends', happens: () => verifier.onModuleDestroy() },
  ])('says that there is no answer when $what', async ({ happens }) => {
    const hangUp = new AbortController();
    const { outcome } = await asked(hangUp.signal);
    await happens(hangUp);
    expect(await outcome).toMatchObject({ isAnswered: false });
    expect(clock.pendingTimers).toBe(0);
  });

  it('asks nothing for whoever may not', async () => {
    const refusal = new ProblemError('forbidden', 'no');
    await expect(verifierFor({ require: () => Promise.reject(refusal) }).verify(ann, key)).rejects.toBe(refusal);
    expect(storage.metadata.annotations).toBeUndefined();
  });
});
