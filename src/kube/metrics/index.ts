export * from './kube-metrics.js';
export { prometheusMetrics } from './prometheus-metrics.js';
