export type { GeneratedFile } from './generated-files.js';
export { KINDS } from './kinds.js';
export { schemaFor } from './schema-of.js';
