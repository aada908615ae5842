import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { ReconcilerLifecycle } from './reconciler-lifecycle.js';

/** The loops. Whoever imports this module provides what {@link ReconcilerLifecycle} asks for globally. */
@Module({ imports: [ScheduleModule.forRoot()], providers: [ReconcilerLifecycle], exports: [ReconcilerLifecycle] })
export class ReconcilersModule {}
