export type { Priority } from './ready-keys.js';
export { WorkQueue, type AddOptions, type WorkQueueOptions } from './work-queue.js';
