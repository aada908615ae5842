import { pino, type DestinationStream, type Logger as Pino } from 'pino';
import type { LogFields, Logger } from '../kube/logger.js';

/** Whatever is called so never reaches a log line, down to the third level: fields of ours are flatter than that. */
const SECRET_FIELDS = ['password', 'token', 'authorization', 'uri', 'secret', 'data', 'stringData'];
const REDACTED = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

export interface PinoLoggerOptions {
  readonly level: string;
  /** Absent: standard output. */
  readonly destination?: DestinationStream;
}

/** Structured lines of JSON; the message is constant, what varies are fields. */
export class PinoLogger implements Logger {
  private constructor(private readonly pino: Pino) {}

  static create({ level, destination }: PinoLoggerOptions): PinoLogger {
    const options = {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
      redact: { paths: REDACTED, censor: '***' },
      messageKey: 'message',
    };
    return new PinoLogger(destination ? pino(options, destination) : pino(options));
  }

  debug(message: string, fields: LogFields = {}): void {
    this.pino.debug(fields, message);
  }

  info(message: string, fields: LogFields = {}): void {
    this.pino.info(fields, message);
  }

  warn(message: string, fields: LogFields = {}): void {
    this.pino.warn(fields, message);
  }

  error(message: string, fields: LogFields = {}): void {
    this.pino.error(fields, message);
  }

  child(fields: LogFields): PinoLogger {
    return new PinoLogger(this.pino.child(fields));
  }

  /** Lines that are still on their way to the destination are written before this returns. */
  flush(): void {
    this.pino.flush();
  }
}
