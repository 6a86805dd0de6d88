import type { Core } from '@strapi/strapi';

interface RawClient {
  acquireRawConnection(): Promise<{
    query(sql: string, done: (error: Error | null) => void): void;
  }>;
}

/**
 * MySQL and MariaDB read a snapshot from the start of a transaction: having waited for a lock, a cascade
 * would judge by what was true before it waited (X3). READ COMMITTED, which PostgreSQL has by default,
 * reads what is true now.
 */
export function readCommitted(strapi: Core.Strapi): void {
  if (strapi.db.dialect.client !== 'mysql') return;
  // knex has no hook of its own for a fresh connection once its pool is made.
  const client = strapi.db.connection.client as RawClient;
  const acquire = client.acquireRawConnection.bind(client);
  client.acquireRawConnection = async () => {
    const connection = await acquire();
    await new Promise<void>((resolve, reject) => {
      connection.query('set session transaction isolation level read committed', (error) =>
        error ? reject(error) : resolve(),
      );
    });
    return connection;
  };
}
