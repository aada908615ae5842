import process from 'node:process';
import type { Logger } from './kube/logger.js';

/**
 * Ends the process well: the first signal stops what runs, within the deadline; a second one ends at once. A failure
 * nobody caught is a bug: it is logged, and whoever supervises the process starts it anew.
 */
export function superviseProcess(
  stop: () => Promise<void>,
  logger: Logger,
  deadlineMs: number,
): (error: Error) => void {
  let stopping = false;
  const end = (code: number, reason: string): void => {
    if (stopping) process.exit(code === 0 ? 130 : code);
    stopping = true;
    logger.info('Stopping', { reason });
    setTimeout(() => process.exit(1), deadlineMs).unref();
    stop().then(
      () => process.exit(code),
      (error: unknown) => {
        logger.error('Stopping failed', { err: error });
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', () => end(0, 'SIGINT'));
  process.on('SIGTERM', () => end(0, 'SIGTERM'));
  const fail = (error: unknown): void => {
    logger.error('Failed beyond repair', { err: error });
    end(1, 'failure');
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  return fail;
}
