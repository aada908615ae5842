import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { connect, type HttpKubeClient } from '../../../src/kube/client/index.js';
import { FaultPlan } from '../../doubles/fault-plan.js';
import { eventually } from '../../harness/eventually.js';
import { endStateOf } from './end-state.js';
import { FaultyPath } from './faulty-path.js';
import { RestartableCluster } from './restartable-cluster.js';
import { Story, type Stage } from './story.js';
import { SupervisedProduct, type ProductOptions } from './supervised-product.js';
import { WriteAudit } from './write-audit.js';

const POLL_MS = 50;
/** So long without a change, where nothing goes wrong, is the end. */
const BASELINE_REST_MS = 1_000;
/** Operators are slower than the phase of a cluster says, and so is what they mend. */
const PATIENCE_MS = 10_000;

/** What an incident may lay hands on. */
export interface Scene {
  readonly cluster: RestartableCluster;
  readonly path: FaultyPath;
  readonly product: SupervisedProduct;
  readonly stage: Stage;
}

export type SceneIncident = (scene: Scene) => Promise<void> | void;

export interface Ordeal {
  readonly plan?: FaultPlan;
  readonly incident?: SceneIncident;
  readonly product?: ProductOptions;
}

export interface Outcome {
  readonly endState: unknown;
  /** Empty if nothing was written twice with another meaning. */
  readonly complaints: readonly string[];
  readonly restarts: number;
}

/** Tells the same story under one ordeal after the other, on one cluster, each with a new product over a new path. */
export class FaultBench {
  #told = 0;

  private constructor(
    private readonly cluster: RestartableCluster,
    private readonly client: HttpKubeClient,
    private readonly audit: WriteAudit,
    /** What the story comes to where nothing goes wrong. */
    public expected: unknown,
  ) {}

  static async start(): Promise<FaultBench> {
    const cluster = await RestartableCluster.start();
    const client = connect(cluster.kubeConfig, { userAgent: 'storyteller' });
    const bench = new FaultBench(cluster, client, await WriteAudit.begin(client), undefined);
    bench.expected = (await bench.tell()).endState;
    return bench;
  }

  /** Resolves when the story is told and nothing of the product is left; rejects if it never comes to its end. */
  async tell({ plan = FaultPlan.none(), incident = () => undefined, product: options }: Ordeal = {}): Promise<Outcome> {
    const namespace = `faults-${(this.#told += 1)}`;
    const path = await FaultyPath.open(this.cluster.access);
    path.proxy.plan = plan;
    const product = SupervisedProduct.start(path, options);
    try {
      const scene = { cluster: this.cluster, path, product };
      await new Story(this.client, namespace).tell(async (stage) => incident({ ...scene, stage }));
      const endState = await this.endStateOf(namespace);
      return { endState, complaints: this.audit.complaintsAbout(namespace), restarts: product.restarts };
    } finally {
      await product.stop();
      // Whoever leaves a connection open has left something running.
      await eventually(
        () => path.proxy.openSockets,
        (count) => count === 0,
      );
      await path.close();
    }
  }

  /** What the namespace comes to rest at: as expected at last, or whatever stands there when patience ends. */
  private async endStateOf(namespace: string): Promise<unknown> {
    let [state, since] = [await endStateOf(this.client, namespace), performance.now()];
    const isAtRest = (): boolean => {
      const restMs = this.expected === undefined ? BASELINE_REST_MS : PATIENCE_MS;
      return isDeepStrictEqual(state, this.expected) || performance.now() - since > restMs;
    };
    while (!isAtRest()) {
      await sleep(POLL_MS);
      const next = await endStateOf(this.client, namespace);
      if (!isDeepStrictEqual(state, next)) [state, since] = [next, performance.now()];
    }
    return state;
  }

  async stop(): Promise<void> {
    await this.audit.stop();
    await this.client.close();
    await this.cluster.stop();
  }
}
