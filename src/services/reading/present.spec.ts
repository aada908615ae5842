import { aClusterThatRan } from '../../../test/builders/database-cluster.js';
import { present } from './present.js';

describe('present', () => {
  it('shows nothing that nobody asked for', () => {
    const cluster = aClusterThatRan();
    const laden = {
      ...cluster,
      data: { password: 'x' },
      metadata: {
        ...cluster.metadata,
        resourceVersion: '10',
        labels: { team: 'a' },
        annotations: { note: 'x', 'kubectl.kubernetes.io/last-applied-configuration': '{"spec":"old"}' },
        managedFields: [{ manager: 'x' }],
        ownerReferences: [],
        finalizers: ['dbaas.io/cleanup'],
        generateName: 'x-',
        deletionGracePeriodSeconds: 0,
        selfLink: '/x',
      },
    };
    const { apiVersion, kind, spec, status } = cluster;
    expect(JSON.parse(JSON.stringify(present(laden)))).toEqual({
      apiVersion,
      kind,
      metadata: {
        ...cluster.metadata,
        resourceVersion: '10',
        labels: { team: 'a' },
        annotations: { note: 'x' },
      },
      spec,
      status,
    });
  });

  it('changes nothing of what the cache holds', () => {
    const cluster = aClusterThatRan();
    cluster.metadata.annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
    expect(present(cluster).metadata.annotations).toEqual({});
    expect(Object.keys(cluster.metadata.annotations)).toHaveLength(1);
  });
});
