export * from './api-group.js';
export * from './discovery-documents.js';
export * from './version-info.js';
export * from './version-order.js';
