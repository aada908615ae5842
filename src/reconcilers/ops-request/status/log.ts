import { MAX_LOG_LINES, type OperationLogEntry, type OpsRequestStatus } from '../../../resources/ops-request/index.js';

export type LogLine = Pick<OperationLogEntry, 'code' | 'message'> &
  Partial<Pick<OperationLogEntry, 'level' | 'step' | 'member'>>;

/** The wait is told once in this time. */
const WAIT_EVERY_MS = 60_000;

/** The story goes on; beyond its bound the oldest lines go. */
export function tell(status: OpsRequestStatus, lines: readonly LogLine[], now: string): OpsRequestStatus {
  if (lines.length === 0) return status;
  const told = status.log ?? [];
  const last = told.at(-1)?.seq ?? 0;
  const added = lines.map(({ level = 'Info', ...line }, index): OperationLogEntry => {
    return { time: now, seq: last + index + 1, level, ...line };
  });
  return { ...status, log: [...told, ...added].slice(-MAX_LOG_LINES) };
}

/** A line for who watches and sees nothing move. */
export function tellWait(status: OpsRequestStatus, message: string, now: string): OpsRequestStatus {
  const last = status.log?.at(-1);
  const quietMs = last ? Date.parse(now) - Date.parse(last.time) : 0;
  return quietMs < WAIT_EVERY_MS ? status : tell(status, [{ code: 'Waiting', message }], now);
}
