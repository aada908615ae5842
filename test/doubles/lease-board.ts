import { KubeError, type KubeClient } from '../../src/kube/client/index.js';
import type { Lease } from '../../src/kube/leader-election/index.js';
import type { ObjectKey } from '../../src/kube/meta/index.js';

type Fault = (verb: string, signal?: AbortSignal) => Promise<void>;
interface Signalled {
  signal?: AbortSignal;
}

const none: Fault = () => Promise.resolve();

/** Holds the Leases of a test with the server's rules for them; each client has a network that fails on request. */
export class LeaseBoard {
  readonly leases = new Map<string, Lease>();
  #version = 0;

  clientWith(fault: Fault = none): KubeClient {
    const via = async <T>(verb: string, signal: AbortSignal | undefined, act: () => T): Promise<T> => {
      await fault(verb, signal);
      if (signal?.aborted) throw new KubeError(0, '', 'aborted');
      return structuredClone(act());
    };
    return {
      get: (_type: unknown, { name }: ObjectKey, signal?: AbortSignal) => via('get', signal, () => this.read(name)),
      list: (_type: unknown, { signal }: Signalled) =>
        via('list', signal, () => ({ items: [...this.leases.values()] })),
      create: (_type: unknown, lease: Lease, { signal }: Signalled) => via('create', signal, () => this.create(lease)),
      update: (_type: unknown, lease: Lease, { signal }: Signalled) => via('update', signal, () => this.update(lease)),
      delete: (_type: unknown, { name }: ObjectKey, { signal }: Signalled) =>
        via('delete', signal, () => this.leases.delete(name)),
    } as unknown as KubeClient;
  }

  private read(name: string): Lease {
    const lease = this.leases.get(name);
    if (!lease) throw new KubeError(404, 'NotFound', 'no lease');
    return lease;
  }

  private create(lease: Lease): Lease {
    if (this.leases.has(lease.metadata.name)) throw new KubeError(409, 'AlreadyExists', 'there');
    return this.store(lease);
  }

  private update(lease: Lease): Lease {
    if (lease.metadata.resourceVersion !== this.read(lease.metadata.name).metadata.resourceVersion)
      throw new KubeError(409, 'Conflict', 'stale');
    return this.store(lease);
  }

  private store(lease: Lease): Lease {
    const resourceVersion = String((this.#version += 1));
    const stored = { ...structuredClone(lease), metadata: { ...lease.metadata, resourceVersion } };
    this.leases.set(lease.metadata.name, stored);
    return stored;
  }
}
