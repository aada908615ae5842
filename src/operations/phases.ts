import type { OperationPhase, OpsRequest } from '../resources/ops-request/index.js';

const FINAL: readonly OperationPhase[] = ['Succeeded', 'Failed', 'Cancelled'];
const BEGUN: readonly OperationPhase[] = ['Running', 'Cancelling'];

type Phased = Pick<OpsRequest, 'status'>;

export const phaseOf = ({ status }: Phased): OperationPhase => status?.phase ?? 'Pending';

/** Ended: its phase never changes again. */
export const isTerminal = (request: Phased): boolean => FINAL.includes(phaseOf(request));

/** Its turn has come, and it has not ended. */
export const isRunning = (request: Phased): boolean => BEGUN.includes(phaseOf(request));

export const isWaiting = (request: Phased): boolean => !isTerminal(request) && !isRunning(request);
