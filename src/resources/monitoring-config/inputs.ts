import { inputOf, patchInputOf } from '../declare/index.js';
import { MonitoringConfigSpec } from './spec.js';

/** GraphQL: `spec` of a MonitoringConfig to be made. */
export const MonitoringConfigSpecInput = inputOf(MonitoringConfigSpec);

/** GraphQL and OpenAPI: a merge patch of the `spec` of a MonitoringConfig. */
export const MonitoringConfigSpecPatch = patchInputOf(MonitoringConfigSpec);
