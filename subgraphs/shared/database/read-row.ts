import type { EntityDictionary, EntityName } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * The entity of a row as a plain object, with the values that MikroORM would give it. Watching it for changes takes most of
 * the time of a page of some hundred rows, and nobody writes what was only read.
 */
export function readRow<Entity extends object>(em: EntityManager, entity: EntityName<Entity>, row: object): Entity {
  const meta = em.getMetadata(entity);
  const platform = em.getPlatform();
  const values = em.getDriver().mapResult<Entity>(row as EntityDictionary<Entity>, meta) as Record<string, unknown>;
  for (const { name, customType } of meta.props) {
    const value = values[name];
    if (customType !== undefined && value !== null && value !== undefined) {
      values[name] = customType.convertToJSValue(value, platform);
    }
  }
  return values as Entity;
}
