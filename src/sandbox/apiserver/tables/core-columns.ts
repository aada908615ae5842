import type { PrinterColumn } from '../registry/served-resource.js';

/** The columns of built-in kinds, by kind. */
export const CORE_COLUMNS: Readonly<Record<string, readonly PrinterColumn[]>> = {};
