export { EmbeddedApiServer } from './server/embedded-api-server.js';
export type { EmbeddedApiServerOptions, ServerLimits } from './server/options.js';
export type { RequestListener, RequestRecord } from './server/request-log.js';
export type { EventFilter } from './watch/watch-hub.js';
