import pg from 'pg';
import { DEMO } from './demo-town.js';

/**
 * Lets the shops of the demo town pay by the wallets whose doubles the demo starts, as the owner of
 * its tables; a town whose settings somebody has changed stays as it is.
 */
export async function offerDemoWallets(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const settings = JSON.stringify({ payment_gateways: ['momo', 'khalti'] });
    await client.query(
      `update towns set settings = $2, catalogue_version = catalogue_version + 1
       where id = $1 and settings = '{}'`,
      [DEMO.townId, settings],
    );
  } finally {
    await client.end();
  }
}
