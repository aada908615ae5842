import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQlSettings } from '../../../config/index.js';
import { asksFor } from '../../common/accept.js';
import { GRAPHQL_PATH } from '../../common/paths.js';
import { readPage, type Page } from './read-page.js';

/** Shows browsers a page to write queries on, where the address asks for none; it asks as any client does. */
@Injectable()
export class LandingPage implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly settings: GraphQlSettings,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!this.settings.page) return;
    const page = await readPage();
    const fastify = this.http.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('preHandler', (request, reply, done) => (wantsPage(request) ? void answer(page, reply) : done()));
  }
}

function wantsPage({ routeOptions, method, url, headers }: FastifyRequest): boolean {
  if (routeOptions.url !== GRAPHQL_PATH || method !== 'GET' || url.includes('?')) return false;
  return asksFor('text/html', headers.accept, 'application/json');
}

function answer({ html, headers }: Page, reply: FastifyReply): void {
  void reply.headers(headers).type('text/html; charset=utf-8').send(html);
}
