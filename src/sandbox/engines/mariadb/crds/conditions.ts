import { closed, list, oneOf, text } from '../../mechanics/crds/shape.js';

export const conditions = list(
  'How far it is.',
  closed(
    'One aspect.',
    {
      type: text('Which.'),
      status: oneOf('Whether.', ['True', 'False', 'Unknown']),
      reason: text('Why, in one word.'),
      message: text('Why, for people.'),
      lastTransitionTime: text('Since when.', { format: 'date-time' }),
    },
    { required: ['lastTransitionTime', 'message', 'reason', 'status', 'type'] },
  ),
);
