import type { StructuralSchema } from '../../../../kube/schema/index.js';
import { closed, list, text } from '../../mechanics/crds/shape.js';

export const conditions: StructuralSchema = list(
  'What is true of it.',
  closed('One of them.', {
    type: text('What is so.'),
    status: text('Always "True".'),
    reason: text('Why, in one word.'),
    message: text('Why, in a sentence.'),
    lastTransitionTime: text('Since when.'),
  }),
);

export const STRIMZI = ['strimzi'] as const;
