/** How long operations may take, and how long nothing may be seen of them. */
export interface Limits {
  readonly timeoutSeconds: number;
  readonly stallSeconds: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Members restart one by one: each shuts down (three minutes and a checkpoint), pulls an image, recovers. */
export const ROLLING: Limits = { timeoutSeconds: 2 * HOUR, stallSeconds: 20 * MINUTE };

/** Members copy the whole database, or rewrite it, and nothing shows how far they are: a terabyte takes above an hour. */
export const COPYING: Limits = { timeoutSeconds: 12 * HOUR, stallSeconds: 2 * HOUR };

/** Nothing restarts and nothing is copied; what others must do for it (a cloud, a storage system) takes minutes. */
export const PROMPT: Limits = { timeoutSeconds: HOUR, stallSeconds: 10 * MINUTE };

/** The data comes from afar and the log is played on, and nothing shows how far that is. */
export const RESTORING: Limits = { timeoutSeconds: 48 * HOUR, stallSeconds: 12 * HOUR };
