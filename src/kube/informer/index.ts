export { followed, SERVED_KINDS_ACCESS } from './access.js';
export type * from './event-handler.js';
export { Informer, type InformerSpec } from './informer.js';
export type { NamedKind, ServedListener } from './served-kinds.js';
export { InformerSyncError, SharedInformers, type SharedInformersOptions } from './shared-informers.js';
export { BY_NAMESPACE, Store, type Indexers, type ReadonlyStore } from './store.js';
export type { IndexFunction } from './store-index.js';
export { dropBookkeeping } from './transform.js';
