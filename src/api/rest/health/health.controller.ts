import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Registry } from 'prom-client';
import { Readiness, type ReadinessReport } from '../../../observability/index.js';
import { ProblemError } from '../../../domain/problem.js';
import { SubjectAccessAuthorizer } from '../../../services/auth/authorizer.js';
import type { Caller } from '../../../services/auth/caller.js';
import { CurrentCaller } from '../../common/caller.js';
import { Public } from '../../common/public.js';
import { Produces } from '../rules/produces.js';

/** For kubelets and Prometheus. Probes are open; metrics ask for the right to `get /metrics`, as Kubernetes' own do. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly registry: Registry,
    private readonly authorizer: SubjectAccessAuthorizer,
  ) {}

  /** The process answers: what else is wrong, a restart would not mend. */
  @Public()
  @Get('healthz')
  healthz(): { status: string } {
    return { status: 'ok' };
  }

  @Public()
  @Get('readyz')
  async readyz(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessReport> {
    const report = await this.readiness.report();
    if (!report.ready) void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return report;
  }

  @Get('metrics')
  @Produces('text/plain')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(@CurrentCaller() caller: Caller): Promise<string> {
    if (await this.authorizer.allowsPath(caller, '/metrics')) return this.registry.metrics();
    throw new ProblemError('forbidden', `"${caller.username}" may not get the path /metrics.`);
  }
}
