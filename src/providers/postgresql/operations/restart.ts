import type { OperationHandler, OperationSubject } from '../../contract/index.js';
import { restartAll } from './restart-all.js';
import { restartMembers } from './restart-members.js';

const handlerFor = ({ request }: OperationSubject): OperationHandler =>
  request.spec.restart?.members ? restartMembers : restartAll;

/** Everybody by the operator's own rolling restart; single members each in the way that suits its role. */
export const restart: OperationHandler = {
  timeoutSeconds: restartAll.timeoutSeconds,
  stallSeconds: restartAll.stallSeconds,
  disruption: (subject) => handlerFor(subject).disruption(subject),
  validate: (subject) => handlerFor(subject).validate(subject),
  plan: (subject) => handlerFor(subject).plan(subject),
  baseline: (subject) => handlerFor(subject).baseline(subject),
  progress: (subject) => handlerFor(subject).progress(subject),
  undo: (subject) => handlerFor(subject).undo(subject),
};
