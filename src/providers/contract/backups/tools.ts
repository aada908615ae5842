import type { ComputeResources } from '../../../resources/database-cluster/index.js';
import { guaranteed, type ResourceRequirements } from '../objects/index.js';

const DEFAULT_RESOURCES = { cpu: '500m', memory: '512Mi' };

/** Of what takes backups: left to itself it grows, or is the first to be killed where a LimitRange is in force. */
export const toolResources = (asked: ComputeResources | undefined): ResourceRequirements =>
  guaranteed({ ...DEFAULT_RESOURCES, ...asked })!;
