import { AGE, buildDefinition } from './definition.js';
import { list, open, text } from './shape.js';

/** Of the Prometheus operator: nobody in the sandbox acts on it, but whoever wants metrics creates one. */
export const podMonitorDefinition = buildDefinition({
  type: { group: 'monitoring.coreos.com', version: 'v1', kind: 'PodMonitor', plural: 'podmonitors', namespaced: true },
  description: 'Which pods Prometheus scrapes.',
  spec: open(
    'The pods, and how.',
    {
      selector: open('Labels of the pods.'),
      namespaceSelector: open('Where they are.'),
      podMetricsEndpoints: list('What to scrape of each.', open('One endpoint.', { port: text('Name of the port.') })),
    },
    { required: ['selector'] },
  ),
  columns: [AGE],
});
