import { notOffered } from '../../contract/index.js';
import type { Step } from '../draft.js';

export const dataSource: Step = notOffered;
