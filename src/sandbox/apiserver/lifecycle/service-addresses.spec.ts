import type { UntypedObject } from '../../../kube/meta/index.js';
import { MemoryJournal } from '../storage/journal.js';
import { ObjectStore } from '../storage/object-store.js';
import { SERVICES_KEY, ServiceAddresses } from './service-addresses.js';

const service = (name: string, clusterIP: string, nodePort?: number): UntypedObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'default' },
  spec: { clusterIP, ports: [{ port: 80, ...(nodePort ? { nodePort } : {}) }] },
});

function observedStore(): { store: ObjectStore; addresses: ServiceAddresses } {
  const history = { maxEvents: 10, maxAgeMs: 1000 };
  const store = new ObjectStore({ journal: new MemoryJournal(), now: () => new Date(0), history });
  store.put(SERVICES_KEY, service('first', '10.96.0.1', 30_001));
  const addresses = new ServiceAddresses(store);
  store.onCommit((event) => addresses.observe(event));
  return { store, addresses };
}

describe('ServiceAddresses', () => {
  it('never gives what a stored Service has', () => {
    const { store, addresses } = observedStore();
    store.put(SERVICES_KEY, service('second', '10.96.0.2'));
    expect(addresses.nextAddress()).toBe('10.96.0.3');
    expect(addresses.nextNodePort()).toBe(30_002);
  });

  it('takes back what a deleted Service had', () => {
    const { store, addresses } = observedStore();
    expect(addresses.isTaken('10.96.0.1')).toBe(true);
    store.remove(SERVICES_KEY, store.find(SERVICES_KEY, 'default', 'first')!.object);
    expect(addresses.isTaken('10.96.0.1')).toBe(false);
  });

  it.each(['None', '192.168.0.1', '10.96.0', 'x.y.z.w', ''])(
    'does not mind "%s", which is none of its own',
    (address) => {
      expect(observedStore().addresses.isTaken(address)).toBe(false);
    },
  );
});
