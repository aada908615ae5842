import { notOffered } from '../../contract/index.js';
import type { Step } from '../draft.js';

export const backup: Step = notOffered;
