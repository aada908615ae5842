import { formatFieldErrors } from '../../../kube/schema/index.js';
import { reasonOf } from '../../../domain/errors.js';
import { NOT_APPLIED, type Step } from '../cluster-run.js';

/** Nothing is applied while the intent breaks a rule of the engine: what runs stays as it is. */
export const validateSpec: Step = (run) => {
  const problems = run.provider.validate(run.cluster, { engine: run.engine });
  if (problems.length === 0) return 'continue';
  run.specValid = {
    status: 'False',
    reason: reasonOf('invalid_spec'),
    message: formatFieldErrors(problems),
  };
  run.synced = NOT_APPLIED;
  return 'stop';
};
