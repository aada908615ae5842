import type { PrinterColumn } from '../registry/served-resource.js';

/** The format by which clients know the column that `-o name` and watches go by. */
export const NAME_COLUMN: PrinterColumn = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'Unique within its namespace, or in the cluster for kinds without namespaces.',
  jsonPath: '.metadata.name',
};

export const AGE_COLUMN: PrinterColumn = {
  name: 'Age',
  type: 'date',
  description: 'How long ago the object was created.',
  jsonPath: '.metadata.creationTimestamp',
};

export const CREATED_AT_COLUMN: PrinterColumn = {
  name: 'Created At',
  type: 'string',
  format: 'date-time',
  description: 'When the object was created.',
  jsonPath: '.metadata.creationTimestamp',
};

type Traits = Partial<Pick<PrinterColumn, 'type' | 'priority' | 'description'>>;

/** A column that shows what is at a path. */
export const pathColumn = (name: string, jsonPath: string, traits: Traits = {}): PrinterColumn => ({
  name,
  type: 'string',
  jsonPath,
  ...traits,
});

/** A column that shows what a function makes of the object. */
export const cellColumn = (
  name: string,
  cell: (object: Record<string, unknown>) => unknown,
  traits: Traits = {},
): PrinterColumn => ({ name, type: 'string', cell, ...traits });

/** Shown by `-o wide` only. */
export const WIDE: Traits = { priority: 1 };
