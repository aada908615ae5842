import type { KubeClient } from '../../kube/client/kube-client.js';
import type { Clock } from '../../kube/clock.js';
import type { Logger } from '../../kube/logger.js';
import type { UntypedObject } from '../../kube/meta/index.js';

export interface StandInContext {
  /** Reaches the API server as any operator does; must be allowed everything. */
  readonly client: KubeClient;
  readonly clock: Clock;
  /** Never given secrets. */
  readonly logger: Logger;
  /**
   * How long one visible step of an operator or a node takes. 0 means no waiting at all: tests run as fast as events
   * travel, a person needs several hundred to watch.
   */
  readonly stepMs: number;
}

/** A simulated engine operator: a client of the Kubernetes API that behaves as the real operator's documents say. */
export interface EngineStandIn {
  readonly name: string;
  /** Lean CustomResourceDefinitions in our own words; the sandbox may install the operator's real ones instead. */
  crds(): readonly UntypedObject[];
  /**
   * Resolves when the operator serves: its webhooks are registered and its caches are filled. The CRDs must be
   * established before. May be called again after {@link stop}; continues from the objects it finds.
   */
  start(context: StandInContext): Promise<void>;
  /** Ends watches, timers and the webhook server, waiting for the step in hand. What was written stays. */
  stop(): Promise<void>;
}
