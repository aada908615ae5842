import type { StructuralSchema } from '../../../../kube/schema/index.js';
import { closed, integer, list, open, text, textMap, texts } from '../../mechanics/crds/shape.js';

const image = (description: string): StructuralSchema =>
  open(
    description,
    { image: text('The image.'), majorVersion: integer('Its major version.') },
    { required: ['image', 'majorVersion'] },
  );

const condition = closed(
  'One aspect of the state.',
  {
    type: text('Which aspect.'),
    status: text('Whether it holds.', { enum: ['True', 'False', 'Unknown'] }),
    reason: text('Why, in one word.', { minLength: 1, maxLength: 1024 }),
    message: text('Why, in a sentence.', { maxLength: 32_768 }),
    lastTransitionTime: text('When the status last changed.', { format: 'date-time' }),
    observedGeneration: integer('The generation that was looked at.', { format: 'int64', minimum: 0 }),
  },
  { required: ['lastTransitionTime', 'message', 'reason', 'status', 'type'] },
);

export const clusterStatus: StructuralSchema = open('What the operator sees.', {
  phase: text('What is going on, in words.'),
  phaseReason: text('Why.'),
  conditions: list('Aspects of the state.', condition),
  instances: integer('How many instances have volumes.'),
  readyInstances: integer('How many of them are ready.'),
  instanceNames: texts('Their names.'),
  instancesStatus: {
    type: 'object',
    description: 'Their names by state.',
    additionalProperties: { type: 'array', items: { type: 'string' } },
  },
  instancesReportedState: {
    type: 'object',
    description: 'What each says of itself.',
    additionalProperties: open('One report.'),
  },
  currentPrimary: text('The instance that takes writes.'),
  targetPrimary: text('The instance that should; patch it to ask for a switchover.'),
  currentPrimaryTimestamp: text('Since when.'),
  targetPrimaryTimestamp: text('Since when.'),
  timelineID: integer('PostgreSQL timeline.'),
  image: text('The image in use.'),
  pgDataImageInfo: image('The image that wrote the data last.'),
  targetPgDataImageInfo: image('The image that data is being upgraded to.'),
  writeService: text('Service of the primary.'),
  readService: text('Service of all instances.'),
  selector: text('Finds the pods.'),
  latestGeneratedNode: integer('Highest serial number given out.'),
  pvcCount: integer('Number of volumes.', { format: 'int32' }),
  jobCount: integer('Number of jobs.', { format: 'int32' }),
  healthyPVC: texts('Volumes in use.'),
  danglingPVC: texts('Volumes with no pod.'),
  initializingPVC: texts('Volumes being filled.'),
  resizingPVC: texts('Volumes being grown.'),
  unusablePVC: texts('Volumes that cannot be used.'),
  certificates: open('The Secrets that hold certificates.', { expirations: textMap('When they end.') }),
});
