import type { Kafka, NodePool } from '../kafka.js';

/** Why the operator gives up a round: the simple name of its exception, and what it says. */
export interface Problem {
  readonly reason: string;
  readonly message: string;
}

export interface ValidationView {
  readonly kafka: Kafka;
  readonly pools: readonly NodePool[];
  /** How many brokers all pools together ask for. */
  readonly brokers: number;
}

/** One thing that the operator checks before it touches anything. */
export type ValidationRule = (view: ValidationView) => Problem[];

export const invalidResource = (message: string): Problem => ({ reason: 'InvalidResourceException', message });
