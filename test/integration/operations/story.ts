import { OPS_REQUEST, type OperationLogEntry, type OpsRequest } from '../../../src/resources/ops-request/index.js';
import type { History } from '../clusters/history.js';

/** Every state that the server held of one operation, in order. */
export function statesOf(history: History, { metadata }: OpsRequest): OpsRequest[] {
  return history.states(OPS_REQUEST).filter(({ metadata: { uid } }) => uid === metadata.uid) as unknown as OpsRequest[];
}

/** The phases through which it went, each once for as long as it lasted. */
export function phasesOf(history: History, operation: OpsRequest): string[] {
  const phases = statesOf(history, operation).flatMap(({ status }) => status?.phase ?? []);
  return phases.filter((phase, index) => phase !== phases[index - 1]);
}

export const logsOf = (history: History, operation: OpsRequest): (readonly OperationLogEntry[])[] =>
  statesOf(history, operation).map(({ status }) => status?.log ?? []);
