import { aBackupStorage } from '../../test/builders/backup-storage.js';
import { InMemoryInformer } from '../../test/doubles/in-memory-informer.js';
import type { UntypedObject } from '../kube/meta/index.js';
import { probeInputsOf, withoutOldRefusal } from './probe-inputs.js';

const secretAt = (resourceVersion: string): UntypedObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { namespace: 'team-a', name: 'keys', uid: 'uid-keys', resourceVersion },
});
const cachesWith = (...secrets: UntypedObject[]): Parameters<typeof withoutOldRefusal>[1] => ({
  secretVersions: new InMemoryInformer(secrets).asInformer,
});
const storage = aBackupStorage({ credentialsRef: { name: 'keys' } });

describe('what was found of a bucket', () => {
  const found = (status: 'True' | 'False', before: Parameters<typeof withoutOldRefusal>[1]): typeof storage => {
    const ready = { type: 'Ready', status, reason: 'Looked', message: 'So it is.', lastTransitionTime: '' };
    return { ...storage, status: { conditions: [ready], probedInputs: probeInputsOf(storage, before) } };
  };

  it.each([
    { what: 'a refusal from before there was a Secret', status: 'False' as const, before: cachesWith(), holds: false },
    { what: 'a refusal of other keys', status: 'False' as const, before: cachesWith(secretAt('1')), holds: false },
    { what: 'a refusal of these keys', status: 'False' as const, before: cachesWith(secretAt('2')), holds: true },
    {
      what: 'that it was well with other keys',
      status: 'True' as const,
      before: cachesWith(secretAt('1')),
      holds: true,
    },
  ])('holds, or not: $what', ({ status, before, holds }) => {
    const { conditions } = withoutOldRefusal(found(status, before), cachesWith(secretAt('2'))).status!;
    expect(conditions!.length).toBe(holds ? 1 : 0);
  });
});
