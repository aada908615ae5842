/** What Strimzi calls the objects around a Kafka cluster. */

export const podSetName = (cluster: string, pool: string): string => `${cluster}-${pool}`;
export const podName = (cluster: string, pool: string, nodeId: number): string => `${cluster}-${pool}-${nodeId}`;
export const bootstrapName = (cluster: string): string => `${cluster}-kafka-bootstrap`;
export const brokersName = (cluster: string): string => `${cluster}-kafka-brokers`;
export const kafkaName = (cluster: string): string => `${cluster}-kafka`;
export const externalBootstrapName = (cluster: string, listener: string): string =>
  `${cluster}-kafka-${listener}-bootstrap`;

export const caName = (cluster: string, ca: 'cluster' | 'clients'): string => `${cluster}-${ca}-ca`;
export const caCertName = (cluster: string, ca: 'cluster' | 'clients'): string => `${cluster}-${ca}-ca-cert`;

export const entityOperatorName = (cluster: string): string => `${cluster}-entity-operator`;
export const cruiseControlName = (cluster: string): string => `${cluster}-cruise-control`;
export const exporterName = (cluster: string): string => `${cluster}-kafka-exporter`;

export const autoRebalanceName = (cluster: string, mode: string): string => `${cluster}-auto-rebalancing-${mode}`;

/** A listener called `external` on 9094 keeps the names it had before listeners had any. */
export const perBrokerName = (
  cluster: string,
  pool: string,
  listener: { name: string; port: number },
  nodeId: number,
): string =>
  listener.name === 'external' && listener.port === 9094
    ? podName(cluster, pool, nodeId)
    : `${cluster}-${pool}-${listener.name}-${nodeId}`;
