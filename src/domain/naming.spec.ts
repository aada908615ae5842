import { aDatabaseCluster, CLUSTER_UID } from '../../test/builders/database-cluster.js';
import { ANNOTATIONS, childLabels, credentialsSecretName, LABELS, MAX_NAME_LENGTH } from './naming.js';

const LABEL_VALUE = /^[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?$/;

describe('names', () => {
  it('derived from the longest name of a cluster are still names of Kubernetes', () => {
    expect(credentialsSecretName('x'.repeat(MAX_NAME_LENGTH)).length).toBeLessThanOrEqual(63);
  });

  it('of different clusters never meet', () => {
    expect(credentialsSecretName('a')).not.toBe(credentialsSecretName('a-credentials'));
  });
});

describe('labels and annotations', () => {
  it('of our own are keys of Kubernetes, each with a meaning of its own', () => {
    const keys = [...Object.values(LABELS), ...Object.values(ANNOTATIONS)];
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^(?:dbaas\.io|app\.kubernetes\.io)\/[a-z-]{1,63}$/);
  });

  it('tell of a child whose it is', () => {
    const labels = childLabels(aDatabaseCluster());
    expect(labels).toMatchObject({ 'dbaas.io/cluster': 'orders', 'dbaas.io/cluster-uid': CLUSTER_UID });
    for (const value of Object.values(labels)) expect(value).toMatch(LABEL_VALUE);
  });
});
