import { MapField, ObjectField, Shape, StringField } from '../declare/index.js';
import { LABEL_MAP } from '../shared/label-selector.js';

@Shape({ description: 'Collection by the Prometheus operator, through PodMonitor objects.' })
export class PrometheusMonitoring {
  @MapField({
    description: 'Labels put on each PodMonitor, so that a Prometheus that selects by label finds it.',
    optional: true,
    ...LABEL_MAP,
    example: { release: 'monitoring' },
  })
  labels?: Record<string, string>;

  @StringField({
    description: "How often metrics are collected, as a Prometheus duration; Prometheus' own setting when absent.",
    optional: true,
    minLength: 2,
    maxLength: 32,
    pattern: '^([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$',
    example: '30s',
  })
  interval?: string;
}

@Shape({ description: 'How metrics are collected.' })
export class MonitoringConfigSpec {
  @ObjectField(() => PrometheusMonitoring, { description: 'By the Prometheus operator.' })
  prometheus!: PrometheusMonitoring;
}
