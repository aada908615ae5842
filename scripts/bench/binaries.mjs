import '../typescript-hooks.mjs';
import process from 'node:process';

const binaries = await import('../../test/envtest/binaries.ts');

export const { HOW_TO_GET } = binaries;

/** Undefined where there is no real control plane and no way to build one. */
export const findBinaries = () => binaries.findBinaries({ env: process.env, log: (line) => console.error(line) });
