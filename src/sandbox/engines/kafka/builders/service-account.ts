import { apiVersionOf, type KubeObject } from '../../../../kube/meta/index.js';
import { SERVICE_ACCOUNT } from '../../mechanics/kinds.js';
import type { Kafka } from '../kafka.js';
import { kafkaName } from '../names.js';
import { childMetadata } from './metadata.js';

/** Whom the nodes run as: a real API server takes no pod of an account that is not there. */
export const buildServiceAccount = (kafka: Kafka): KubeObject => ({
  apiVersion: apiVersionOf(SERVICE_ACCOUNT),
  kind: SERVICE_ACCOUNT.kind,
  metadata: childMetadata(kafka, { name: kafkaName(kafka.metadata.name), cluster: kafka.metadata.name }),
});
