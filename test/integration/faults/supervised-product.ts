import { startApp, type RunningApp } from '../../../src/app.js';
import { loadSettings } from '../../../src/config/index.js';
import { silentLogger, type Logger } from '../../../src/kube/logger.js';
import { PacedClock } from '../../doubles/paced-clock.js';
import type { FaultyPath } from './faulty-path.js';

/** Back-offs of seconds pass in milliseconds; time limits of requests still leave a busy machine its time. */
const SPEED = 15;
/** Of real time, for a stop that must wait for nothing that never comes. */
const STOP_WITHIN_MS = 20_000;

export interface ProductOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly logger?: Logger;
}

/** The whole product over a faulty path, started again whenever it says that it must end: what a kubelet does. */
export class SupervisedProduct {
  readonly clock = new PacedClock(SPEED);
  #app: RunningApp | undefined;
  #starting: Promise<void> = Promise.resolve();
  #isWanted = true;
  #restarts = 0;

  private constructor(
    private readonly path: FaultyPath,
    private readonly options: ProductOptions,
  ) {}

  /** Does not wait until it is ready: under faults that may take more than one try. */
  static start(path: FaultyPath, options: ProductOptions = {}): SupervisedProduct {
    const product = new SupervisedProduct(path, options);
    product.#starting = product.run();
    return product;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** Resolves when nothing of it is left. @throws Error when that takes too long. */
  async stop(): Promise<void> {
    this.#isWanted = false;
    await within(STOP_WITHIN_MS, this.#starting);
    await within(STOP_WITHIN_MS, this.end());
  }

  private async run(): Promise<void> {
    while (this.#isWanted) {
      try {
        this.#app = await this.launch();
        return;
      } catch {
        // What could not start has ended; a supervisor tries again.
        this.#restarts += 1;
      }
    }
  }

  private launch(): Promise<RunningApp> {
    const { env, logger = silentLogger } = this.options;
    const settings = loadSettings({
      PORT: '0',
      DBAAS_LEADER_ELECTION: 'false',
      DBAAS_SHUTDOWN_SECONDS: '5',
      DBAAS_NAMESPACE: 'default',
      DBAAS_AUDIT: 'none',
      ...env,
    });
    const onFatal = (): void => this.restart();
    return startApp({ settings, kubeConfig: this.path.kubeConfig, logger, onFatal, clock: this.clock });
  }

  private restart(): void {
    if (!this.#isWanted) return;
    this.#restarts += 1;
    this.#starting = this.#starting.then(() => this.end()).then(() => this.run());
  }

  private async end(): Promise<void> {
    await this.#app?.stop();
    this.#app = undefined;
  }
}

async function within(timeoutMs: number, promise: Promise<void>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`not stopped within ${timeoutMs} ms`)), timeoutMs);
  await Promise.race([promise, late]);
  clearTimeout(timer);
}
