import { renderPostgresql } from '../../../../test/builders/apply-input.js';
import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import type { MonitoringConfig } from '../../../resources/monitoring-config/index.js';
import { POD_MONITOR } from '../upstream.js';

const config = (prometheus: MonitoringConfig['spec']['prometheus']): MonitoringConfig => ({
  apiVersion: 'dbaas.io/v1alpha1',
  kind: 'MonitoringConfig',
  metadata: { name: 'prometheus', namespace: 'team-a' },
  spec: { prometheus },
});

const withProxy = aDatabaseCluster({ proxy: { type: 'pgbouncer' } });

describe('the monitoring step', () => {
  it('collects from the members, with the labels that Prometheus selects by', () => {
    const monitoring = config({ labels: { release: 'monitoring' }, interval: '30s' });
    const { podMonitors } = renderPostgresql({ monitoring });
    expect(podMonitors).toMatchObject([
      {
        metadata: { name: 'orders', namespace: 'team-a', labels: { release: 'monitoring' } },
        spec: {
          selector: { matchLabels: { 'cnpg.io/cluster': 'orders', 'cnpg.io/podRole': 'instance' } },
          podMetricsEndpoints: [{ port: 'metrics', interval: '30s' }],
        },
      },
    ]);
  });

  it('collects from the proxy too', () => {
    const { podMonitors } = renderPostgresql({ monitoring: config({}), cluster: withProxy });
    expect(podMonitors.map(({ metadata }) => metadata.name)).toEqual(['orders', 'orders-pooler-rw']);
    expect(podMonitors[1]?.spec.selector.matchLabels).toEqual({ 'cnpg.io/poolerName': 'orders-pooler-rw' });
  });

  it('leaves the interval to Prometheus when none is given', () => {
    const { podMonitors } = renderPostgresql({ monitoring: config({}) });
    expect(podMonitors[0]?.spec.podMetricsEndpoints).toEqual([{ port: 'metrics' }]);
  });

  it.each([
    { does: 'nobody asked for it', changes: {} },
    {
      does: 'the Prometheus operator is not there',
      changes: { monitoring: config({}), observed: new ObservedObjects().withoutKind(POD_MONITOR) },
    },
  ])('makes nothing when $does', ({ changes }) => {
    expect(renderPostgresql(changes).podMonitors).toEqual([]);
  });
});
