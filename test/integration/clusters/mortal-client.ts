import { KubeError, type KubeClient } from '../../../src/kube/client/index.js';

const WRITES = ['create', 'update', 'patch', 'apply', 'delete'] as const;
const READS = ['get', 'list', 'review', 'getPath'] as const;

/**
 * A client whose process dies after a number of writes: the last of them is stored and never answered, nothing more is
 * sent. What dying before a write leaves behind is the same as what dying after the one before it does.
 */
export class MortalClient {
  #writes = 0;
  #isDead = false;

  private constructor(private readonly writesToLive: number) {}

  static wrap(client: KubeClient, writesToLive: number): { client: KubeClient; fate: MortalClient } {
    const fate = new MortalClient(writesToLive);
    const mortal = Object.create(client) as KubeClient;
    for (const method of WRITES) Object.assign(mortal, { [method]: fate.write(client, method) });
    for (const method of READS) Object.assign(mortal, { [method]: fate.read(client, method) });
    return { client: mortal, fate };
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  private write(client: KubeClient, method: (typeof WRITES)[number]) {
    const send = client[method].bind(client) as (...args: unknown[]) => Promise<unknown>;
    return async (...args: unknown[]): Promise<unknown> => {
      this.assertAlive();
      this.#writes += 1;
      if (this.#writes < this.writesToLive) return send(...args);
      this.#isDead = true;
      await send(...args).catch(() => undefined);
      return this.assertAlive();
    };
  }

  private read(client: KubeClient, method: (typeof READS)[number]) {
    const send = client[method].bind(client) as (...args: unknown[]) => Promise<unknown>;
    return async (...args: unknown[]): Promise<unknown> => {
      this.assertAlive();
      return send(...args);
    };
  }

  private assertAlive(): void {
    if (this.#isDead) throw new KubeError(0, '', 'the process is dead');
  }
}
