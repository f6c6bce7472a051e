import { z } from 'zod';
import { listWarehouses, openWarehouse } from '../../domain/stock/levels.js';
import type { Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, instantSchema, labelField, townParam } from './shapes.js';

const warehouseSchema = z
  .strictObject({ id: idSchema, name: z.string(), created_at: instantSchema })
  .meta({ id: 'Warehouse' });

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/warehouses',
  name: 'listWarehouses',
  summary: 'The town’s own warehouses by name',
  roles: ['ADMIN', 'OPERATOR', 'WAREHOUSE'],
  rate: 'read',
  params: townParam,
  query: {},
  body: {},
  answer: z.strictObject({ data: z.array(warehouseSchema) }),
  refusals: {},
  work: async (tx) => {
    const rows = await listWarehouses(tx);
    const data = rows.map(({ id, name, createdAt }) => {
      return { id, name, created_at: createdAt.toISOString() };
    });
    return found({ data });
  },
});

const open = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/warehouses',
  name: 'openWarehouse',
  summary: 'Open a warehouse of the town, which can hold stock from then on',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'command',
  params: townParam,
  query: {},
  body: { id: idSchema.describe('Made by the client'), name: labelField },
  answer: z.strictObject({ id: idSchema, name: z.string() }),
  refusals: {
    name_taken: { status: 409, title: 'Another warehouse of this town has this name' },
    exists_different: { status: 409, title: 'The id stands for a warehouse of another name' },
  },
  work: async (tx, { body, cause }) => {
    const opened = await openWarehouse(tx, cause, body);
    return opened.ok ? found({ id: body.id, name: body.name }) : opened;
  },
});

export const warehouseRoutes: readonly Route[] = [list, open];
