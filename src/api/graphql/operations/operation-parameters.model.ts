import { createUnionType } from '@nestjs/graphql';
import type { Type } from '@nestjs/common';
import { ExposeSpec } from '../../../resources/database-cluster/spec.js';
import { parametersOf } from '../../../operations/index.js';
import {
  BackupRequest,
  CustomOperationRequest,
  HorizontalScaling,
  RebuildInstance,
  Reconfiguring,
  Restart,
  RestoreRequest,
  Switchover,
  Upgrade,
  VerticalScaling,
  VolumeExpansion,
  type OperationType,
  type OpsRequest,
} from '../../../resources/ops-request/index.js';

const SHAPES: Readonly<Record<Exclude<OperationType, 'Start' | 'Stop'>, Type>> = {
  Restart,
  HorizontalScaling,
  VerticalScaling,
  VolumeExpansion,
  Reconfiguring,
  Upgrade,
  Backup: BackupRequest,
  Restore: RestoreRequest,
  Switchover,
  RebuildInstance,
  Expose: ExposeSpec,
  Custom: CustomOperationRequest,
};

/** Which member of the union a value is: parameters do not say it of themselves. */
const TYPE = Symbol('type of operation');

interface TypedParameters {
  readonly [TYPE]: keyof typeof SHAPES;
}

export const OperationParameters = createUnionType({
  name: 'OperationParameters',
  description: 'What an operation was told, by its type. Start and Stop are told nothing.',
  types: () => Object.values(SHAPES),
  resolveType: (value) => SHAPES[(value as TypedParameters)[TYPE]],
}) as object;

/** The parameters of a request; undefined where it has none. */
export function typedParametersOf({ spec }: OpsRequest): object | undefined {
  const parameters = parametersOf(spec);
  return parameters && { ...parameters, [TYPE]: spec.type };
}
