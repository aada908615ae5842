export { restoreByRebirth } from './restore.js';
export type { RebornEngine } from './scene.js';
