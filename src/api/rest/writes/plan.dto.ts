import type { Type } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ANY_JSON } from '../../../resources/declare/index.js';

export class IntentChange {
  @ApiProperty({ description: 'JSON Pointer into the object.', example: '/spec/clusterSize' })
  path!: string;

  @ApiPropertyOptional({ oneOf: ANY_JSON, description: 'What stands there; absent when nothing does.', example: 3 })
  before?: unknown;

  @ApiPropertyOptional({ oneOf: ANY_JSON, description: 'What would stand there; absent when it would go.', example: 5 })
  after?: unknown;
}

export class PlannedSchedule {
  @ApiProperty({ description: 'Of the schedule.', example: 'nightly' })
  name!: string;

  @ApiProperty({ type: [String], format: 'date-time', description: 'The next firings; none while it is suspended.' })
  next!: readonly string[];
}

/** What a write would change, of which a dry run tells. */
export class IntentPlan {
  @ApiProperty({ type: () => [IntentChange], description: 'Every field of the intent that would change.' })
  changes!: readonly IntentChange[];

  @ApiPropertyOptional({
    type: () => [PlannedSchedule],
    description: 'Of a cluster with schedules of backups: when they would fire.',
  })
  schedules?: readonly PlannedSchedule[];
}

const written = new Map<Type, Type>();

/** A kind as its writes answer it: `DatabaseClusterWrite`. */
export function writeOf(kind: Type): Type {
  const known = written.get(kind);
  if (known) return known;
  class Write extends (kind as Type<object>) {
    @ApiPropertyOptional({ type: () => IntentPlan, description: 'Of a dry run alone: what it would change.' })
    plan?: IntentPlan;
  }
  Object.defineProperty(Write, 'name', { value: `${kind.name}Write` });
  written.set(kind, Write);
  return Write;
}
