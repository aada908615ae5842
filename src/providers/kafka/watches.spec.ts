import { POD, SECRET, type UntypedObject } from '../../kube/meta/index.js';
import type { WatchedKind } from '../contract/index.js';
import { KAFKA, KAFKA_USER, NODE_POOL, POD_SET, REBALANCE } from './upstream.js';
import { WATCHES } from './watches.js';

const watchOf = (type: object): WatchedKind => WATCHES.find((watched) => watched.type === type)!;

const anObject = (parts: object): UntypedObject => ({
  apiVersion: 'v1',
  kind: 'X',
  metadata: { name: 'orders', managedFields: [] },
  ...parts,
});

describe('what is watched of a Kafka', () => {
  it('is told by the label of the operator, and Kafka itself by its name', () => {
    expect(watchOf(KAFKA).clusterOf({ name: 'orders' })).toBe('orders');
    for (const type of [NODE_POOL, KAFKA_USER, REBALANCE, POD_SET, POD]) {
      expect(watchOf(type).clusterOf({ name: 'x', labels: { 'strimzi.io/cluster': 'orders' } })).toBe('orders');
    }
  });

  it('is not what connectors and bridges of the same label are made of', () => {
    expect(watchOf(POD).labelSelector).toBe('strimzi.io/cluster,strimzi.io/kind=Kafka');
  });

  it('has no passwords and no keys in it', () => {
    const labels = { 'strimzi.io/cluster': 'orders' };
    const data = { 'ca.crt': 'cert', 'ca.p12': 'key', 'ca.password': 'secret', password: 'secret' };
    const trim = watchOf(SECRET).trim!;
    const trimmed = (name: string): unknown => trim(anObject({ metadata: { name, labels }, data })).data;
    expect(trimmed('orders-cluster-ca-cert')).toEqual({ 'ca.crt': 'cert' });
    expect(trimmed('orders-app')).toEqual({});
  });

  it('keeps of a pod what tells who it is, what it was made for and how it is', () => {
    const pod = anObject({
      metadata: {
        name: 'orders-broker-x-0',
        annotations: { 'strimzi.io/kafka-version': '4.2.1', 'strimzi.io/revision': 'abc' },
      },
      spec: {
        nodeName: 'n1',
        volumes: [],
        containers: [{ name: 'kafka', image: 'i', resources: {}, env: [] }, { name: 'sidecar' }],
      },
      status: { phase: 'Running', podIP: '10.0.0.1' },
    });
    expect(watchOf(POD).trim!(pod)).toMatchObject({
      metadata: { annotations: { 'strimzi.io/kafka-version': '4.2.1' } },
      spec: { nodeName: 'n1', containers: [{ name: 'kafka', image: 'i', resources: {} }] },
      status: { phase: 'Running' },
    });
    expect(JSON.stringify(watchOf(POD).trim!(pod))).not.toMatch(/volumes|env|sidecar|podIP|revision/);
  });

  it('keeps no pods inside pod sets, and no proposals inside rebalances', () => {
    expect(watchOf(POD_SET).trim!(anObject({ spec: { pods: [{}] }, status: { pods: 1 } }))).not.toHaveProperty('spec');
    const rebalance = anObject({ status: { optimizationResult: {}, conditions: [] } });
    expect(watchOf(REBALANCE).trim!(rebalance).status).toEqual({ conditions: [] });
  });

  it('does not change what it is given', () => {
    const kafka = anObject({ status: { clusterSecurity: {}, clusterId: 'abc' } });
    expect(watchOf(KAFKA).trim!(kafka).status).toEqual({ clusterId: 'abc' });
    expect(kafka.status).toEqual({ clusterSecurity: {}, clusterId: 'abc' });
  });
});
