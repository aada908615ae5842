import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { callerOf } from '../../common/caller.js';
import { addressOf } from '../exchange.js';

/** 404 for what is of a cluster that is not there, or that the caller may not see: to who lists and to who watches. */
@Injectable()
export class VisibleClusterGuard implements CanActivate {
  constructor(private readonly clusters: ClusterReader) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    await this.clusters.get(callerOf(context), addressOf({ request }));
    return true;
  }
}
