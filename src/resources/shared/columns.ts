import type { PrinterColumn } from '../declare/index.js';

const condition = (field: 'status' | 'reason' | 'message'): string => `.status.conditions[?(@.type=="Ready")].${field}`;

/** "Is it usable?", and with `-o wide` why not. */
export function readyColumns(meaning: string): PrinterColumn[] {
  return [
    { name: 'Ready', type: 'string', jsonPath: condition('status'), description: meaning },
    { name: 'Reason', type: 'string', jsonPath: condition('reason'), description: 'Why, in one word.' },
    { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp', description: 'Time since it was made.' },
    { name: 'Message', type: 'string', jsonPath: condition('message'), description: 'Why, in a sentence.', wide: true },
  ];
}
