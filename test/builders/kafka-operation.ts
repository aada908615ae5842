import type { OperationHandler } from '../../src/providers/contract/index.js';
import { aClusterThatRan } from './database-cluster.js';
import { PlayedScenes, type Asked } from './played-operation.js';
import { KAFKA_ENGINE, observedKafka, type KafkaScene } from './strimzi.js';

/** An operation on the Kafka `orders`. */
export class PlayedKafkaOperation extends PlayedScenes<KafkaScene> {
  constructor(handler: OperationHandler, spec: Asked, before: KafkaScene = {}) {
    super(handler, spec, before, {
      engine: KAFKA_ENGINE,
      look: (scene) => ({
        cluster: aClusterThatRan({ engine: 'kafka', version: '4.2', ...before.spec }),
        observed: observedKafka(scene),
        backups: [],
      }),
    });
  }
}
