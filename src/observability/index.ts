export { JsonLines, type JsonLinesOptions } from './json-lines.js';
export { NestLogger } from './nest-logger.js';
export { PinoLogger, type PinoLoggerOptions } from './pino-logger.js';
export { createMetricsRegistry, HttpMetrics } from './process-metrics.js';
export { Readiness, type ReadinessCheck, type ReadinessReport } from './readiness.js';
