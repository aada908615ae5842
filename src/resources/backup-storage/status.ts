import type { Condition } from '../../kube/meta/index.js';
import { Shape, StringField, TimeField } from '../declare/index.js';
import { ConditionsField, ObservedGenerationField } from '../shared/condition.js';

@Shape({ description: 'Whether the bucket can be used, by a probe that wrote, read back and deleted an object.' })
export class BackupStorageStatus {
  @ConditionsField('State in detail. `Ready`: the last probe wrote, read back and deleted.')
  conditions?: Condition[];

  @ObservedGenerationField()
  observedGeneration?: number;

  @StringField({ description: 'What is wrong and what to do, or that all is well.', optional: true, maxLength: 1024 })
  message?: string;

  @TimeField({ description: 'When the bucket was last tried.', optional: true })
  lastProbedAt?: string;

  @StringField({
    description: 'What was tried: another specification, Secret or request since then means another probe.',
    optional: true,
    maxLength: 64,
  })
  probedInputs?: string;

  @StringField({
    description: 'The value of the annotation `dbaas.io/verify` that the last probe answered.',
    optional: true,
    maxLength: 128,
  })
  verifiedRequest?: string;
}
