import type { Disruption } from '../../../resources/ops-request/index.js';
import { stepsOfRolling, type IsReached, type Step } from '../../contract/operations/index.js';
import { brokersBefore, controllersBefore, type Situation } from './situation.js';

/** As the operator does it; which controller comes last, because it leads, no object tells. */
export const rollingOrder = (situation: Situation): string[] => [
  ...controllersBefore(situation),
  ...brokersBefore(situation),
];

/** A single broker, or a single controller, is missed while it restarts. */
export const rollingDisruption = (situation: Situation): Disruption =>
  brokersBefore(situation).length > 1 && controllersBefore(situation).length > 1 ? 'Rolling' : 'Downtime';

export const rollingSteps = (situation: Situation, name: string, isReached: IsReached): Step[] =>
  stepsOfRolling(situation, name, isReached, rollingOrder(situation));
