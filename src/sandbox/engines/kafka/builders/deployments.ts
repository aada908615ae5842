import { apiVersionOf, DEPLOYMENT } from '../../../../kube/meta/index.js';
import type { Deployment } from '../../mechanics/workloads.js';
import type { Kafka } from '../kafka.js';
import { cruiseControlName, entityOperatorName, exporterName } from '../names.js';
import { DEFAULT_VERSION, imageOf } from '../versions.js';
import { LABEL, OPERATOR_VERSION } from '../well-known.js';
import { childMetadata } from './metadata.js';

type Component = 'entity-operator' | 'cruise-control' | 'kafka-exporter';

const OPERATOR_IMAGE = `quay.io/strimzi/operator:${OPERATOR_VERSION}`;

/** What runs beside the brokers, as far as it is asked for. */
export function buildDeployments(kafka: Kafka): Deployment[] {
  const { entityOperator, cruiseControl, kafkaExporter, kafka: brokers } = kafka.spec;
  const { topicOperator, userOperator } = entityOperator ?? {};
  const { name } = kafka.metadata;
  const kafkaImage = imageOf(brokers.version ?? DEFAULT_VERSION);
  const operators = [
    ...(topicOperator ? [{ name: 'topic-operator', image: OPERATOR_IMAGE }] : []),
    ...(userOperator ? [{ name: 'user-operator', image: OPERATOR_IMAGE }] : []),
  ];
  return [
    ...(operators.length > 0 ? [build(kafka, entityOperatorName(name), 'entity-operator', operators)] : []),
    ...(cruiseControl
      ? [build(kafka, cruiseControlName(name), 'cruise-control', [{ name: 'cruise-control', image: kafkaImage }])]
      : []),
    ...(kafkaExporter
      ? [build(kafka, exporterName(name), 'kafka-exporter', [{ name: 'kafka-exporter', image: kafkaImage }])]
      : []),
  ];
}

function build(
  kafka: Kafka,
  name: string,
  component: Component,
  containers: readonly { name: string; image: string }[],
): Deployment {
  const metadata = childMetadata(kafka, { name, cluster: kafka.metadata.name, component });
  const matchLabels = { [LABEL.cluster]: kafka.metadata.name, [LABEL.name]: name };
  return {
    apiVersion: apiVersionOf(DEPLOYMENT),
    kind: DEPLOYMENT.kind,
    metadata,
    spec: {
      replicas: 1,
      selector: { matchLabels },
      template: { metadata: { labels: metadata.labels }, spec: { containers } },
    },
  };
}
